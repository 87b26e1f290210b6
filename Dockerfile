# syntax=docker/dockerfile:1
# Build: docker build -t faultline .   The base may be pinned: --build-arg NODE_IMAGE=node:24-slim@sha256:…
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Node comes with the image, so the optional package that brings one is left out with what only tests and checks need.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM ${NODE_IMAGE}
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY bot ./bot
COPY dialogs ./dialogs
COPY knowledge ./knowledge
# Once here, and at no start: the classifier is trained, and what belongs to it checked.
RUN node -e "import('/app/knowledge/recognizer/intents/classify-intent.ts').then((intents) => intents.prepareIntents())"
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ADMIN_PORT ?? 3980}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bot/main.js"]
