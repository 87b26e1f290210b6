/** Waits that somebody can end: "the network is back" is a reason not to wait any longer. */
export class Pause {
  #end = () => {};

  /** Ends the present wait, if there is one. */
  hurry() {
    this.#end();
  }

  /** What {@link hurry} does while nothing is waited for here but something else. @param {() => void} end */
  else(end) {
    this.#end = end;
  }

  /** @param {number} ms @returns {Promise<void>} */
  wait(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
