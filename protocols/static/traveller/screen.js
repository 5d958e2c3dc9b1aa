// What the traveller sees. A screen reader is told only when something else is the case.

const part = (id) => document.getElementById(id);
const PASS = 8000;

export class Screen {
  #words = JSON.parse(part("words").textContent);
  #drawn = null;
  #sign = null;

  constructor(zone) {
    this.time = new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: zone,
    });
    this.hour = new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone,
    });
  }

  /** A symbol {width, height, path}, or none. */
  draw(symbol) {
    if (symbol?.path === this.#drawn?.path) return;
    const picture = part("barcode");
    if (symbol) {
      picture.setAttribute("viewBox", `0 0 ${symbol.width} ${symbol.height}`);
      picture.querySelector("path").setAttribute("d", symbol.path);
    }
    picture.toggleAttribute("hidden", !symbol);
    this.#drawn = symbol;
    this.fit();
  }

  /** Modules as large as there is room for, each of the same whole number of pixels. */
  fit() {
    if (!this.#drawn) return;
    const card = part("card");
    const { paddingLeft, paddingRight } = getComputedStyle(card);
    const room = card.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const pixels = Math.max(1, Math.floor((room * devicePixelRatio) / this.#drawn.width));
    part("barcode").style.width = `${(pixels * this.#drawn.width) / devicePixelRatio}px`;
  }

  /** The word and the colour of the minute, or none. */
  showSign(sign) {
    if (sign?.startsAt === this.#sign?.startsAt) return;
    const place = part("sign");
    place.className = `sign ${sign?.colour ?? ""}`;
    place.textContent = sign?.word ?? "";
    place.hidden = !sign;
    this.#sign = sign;
  }

  /** All phones move alike: the bar is where the clock says. */
  tick(now) {
    part("clock").textContent = this.time.format(now);
  }

  align(now) {
    part("moving").firstElementChild.style.animationDelay = `${-(now % PASS)}ms`;
  }

  say(name, { alarming = false, ...filled } = {}) {
    const text = this.#words[name].replace(/\{(\w+)\}/g, (_, key) => filled[key] ?? "");
    const place = part("status");
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("alarming", alarming);
  }

  /** The button that brings the ticket to this phone, or none. */
  offer(name, act) {
    const button = part("bind");
    button.hidden = !name;
    if (!name) return;
    button.textContent = this.#words[name];
    button.onclick = async () => {
      button.disabled = true;
      await act();
      button.disabled = false;
    };
  }

  word(name) {
    return this.#words[name];
  }
}
