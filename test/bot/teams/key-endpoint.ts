import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** Who signs for the channel, as the stand-in says it. */
const ISSUER = 'https://api.botframework.com';

/** A stand-in for the endpoint at which a channel publishes its keys, and for the channel that signs with them. */
export interface KeyEndpoint {
  /** the settings that make the bot read the keys here; the other keys of the set lead nowhere */
  settings: Record<string, string>;
  /** how often its documents were read */
  reads(): number;
  sign(claims: JWTPayload, how?: { kid?: string; alg?: 'RS256' | 'RS512'; stranger?: boolean }): Promise<string>;
  close(): Promise<void>;
}

const ENDORSED = ['msteams', 'webchat', 'sms'];

export async function startKeyEndpoint(): Promise<KeyEndpoint> {
  const own = await generateKeyPair('RS256', { extractable: true });
  const stranger = await generateKeyPair('RS256', { extractable: true });
  let reads = 0;
  const key = { ...(await exportJWK(own.publicKey)), use: 'sig', alg: 'RS256' };
  const keys = [
    { ...key, kid: 'channel', endorsements: ENDORSED },
    { ...key, kid: 'endorses-others', endorsements: ['slack'] },
  ];
  const server = createServer((request, response) => {
    reads += 1;
    response.setHeader('content-type', 'application/json');
    if (request.url === '/keys') response.end(JSON.stringify({ keys }));
    else
      response.end(
        JSON.stringify({ issuer: ISSUER, jwks_uri: `${url}/keys`, id_token_signing_alg_values_supported: ['RS256'] }),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    settings: {
      ToChannelFromBotLoginUrl: `${url}/login`,
      ToChannelFromBotOAuthScope: `${ISSUER}/.default`,
      ToBotFromChannelTokenIssuer: ISSUER,
      OAuthUrl: `${url}/oauth`,
      ToBotFromChannelOpenIdMetadataUrl: `${url}/channel`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/emulator`,
    },
    reads: () => reads,
    sign: (claims, { kid = 'channel', alg = 'RS256', stranger: byStranger = false } = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg, kid, typ: 'JWT' })
        .sign(byStranger ? stranger.privateKey : own.privateKey),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Claims of a good token of the channel. */
export function goodClaims(audience: string, serviceUrl: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return { iss: ISSUER, aud: audience, serviceurl: serviceUrl, iat: now, nbf: now, exp: now + 3600 };
}
