// Draws a flock on a canvas, in the colours of its style sheet.

const COLOURS = ["left", "aside", "right", "tired", "leader", "chosen"];
const [TIRED, LEADER, CHOSEN] = [3, 4, 5];
const CLICK_PIXELS = 24;

/** More birds would only hide each other. */
export const BIRDS_DRAWN_MAX = 10_000;

/** A colour of a style sheet as a pixel. */
function pixelOf(colour, context) {
  context.fillStyle = colour;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(context.fillStyle.slice(at, at + 2), 16));
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** So many 256ths of the way from one pixel to another, two channels at a time. */
function mix(from, to, weight) {
  const rest = 256 - weight;
  const odd = ((from & 0xff00ff) * rest + (to & 0xff00ff) * weight) >>> 8;
  const even = ((from & 0xff00) * rest + (to & 0xff00) * weight) >>> 8;
  return (255 << 24) | (odd & 0xff00ff) | (even & 0xff00);
}

export class Picture {
  /** The entity that is marked. */
  chosen;
  /** Called with the row of a bird that is clicked. */
  onPick = () => {};

  constructor(canvas, width, height) {
    Object.assign(this, { canvas, width, height, context: canvas.getContext("2d"), flock: { count: 0 } });
    new ResizeObserver(() => this.#measure()).observe(canvas);
    canvas.addEventListener("transitionend", () => this.#measure());
    this.#measure();
    canvas.addEventListener("click", (event) => this.#pick(event.offsetX * devicePixelRatio, event.offsetY * devicePixelRatio));
  }

  draw(flock, leavesTrails) {
    this.flock = flock;
    this.#clear(leavesTrails);
    const special = [];
    for (let boid = 0; boid < Math.min(flock.count, BIRDS_DRAWN_MAX); boid += 1) {
      const kind = this.#kindOf(boid);
      this.#stroke(boid, this.inks[kind]);
      if (kind >= LEADER) special.push([boid, kind]);
    }
    this.context.putImageData(this.image, 0, 0);
    for (const [boid, kind] of special) this.#mark(boid, kind);
  }

  /** Takes up the canvas's size and colours. Not at each frame: it makes the browser lay out the page. */
  #measure() {
    const { canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((length) => Math.max(Math.round(length * devicePixelRatio), 1));
    Object.assign(canvas, { width, height });
    this.image = this.context.createImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.scale = Math.min(width / this.width, height / this.height);
    this.bird = Math.min(Math.max(width / 300, 1.1), 3.2) * devicePixelRatio;
    const style = getComputedStyle(canvas);
    this.colours = COLOURS.map((name) => style.getPropertyValue(`--${name}`));
    [this.sky, ...this.inks] = [style.getPropertyValue("--sky"), ...this.colours].map((colour) => pixelOf(colour, this.context));
    this.draw(this.flock, false);
  }

  /** Fills the picture with the sky, or halves what is left of the birds of before. */
  #clear(leavesTrails) {
    const { pixels, sky } = this;
    if (!leavesTrails) return void pixels.fill(sky);
    for (let at = 0; at < pixels.length; at += 1) {
      if (pixels[at] !== sky) pixels[at] = mix(pixels[at], sky, 128);
    }
  }

  #kindOf(boid) {
    const { entities, tired, routes, vx, vy } = this.flock;
    if (entities[boid] === this.chosen) return CHOSEN;
    if (routes[boid]) return LEADER;
    if (tired[boid]) return TIRED;
    return Math.abs(vx[boid]) < Math.abs(vy[boid]) * 0.7 ? 1 : vx[boid] < 0 ? 0 : 2;
  }

  /** Draws a bird as a stroke along its flight, each dot of it spread over the four pixels that it touches. */
  #stroke(boid, colour) {
    const { pixels, scale, bird, canvas: { width, height }, flock: { x, y, vx, vy } } = this;
    const length = Math.sqrt(vx[boid] * vx[boid] + vy[boid] * vy[boid]) || 1;
    for (let at = 0.5 - bird; at < bird; at += 1) {
      const [px, py] = [x[boid] * scale + (vx[boid] / length) * at, y[boid] * scale + (vy[boid] / length) * at];
      const left = Math.floor(px), top = Math.floor(py);
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const corner = left + top * width;
      const right = Math.trunc(256 * (px - left)), below = Math.trunc(256 * (py - top)), both = (right * below) >> 8;
      pixels[corner] = mix(pixels[corner], colour, 256 - right - below + both);
      pixels[corner + 1] = mix(pixels[corner + 1], colour, right - both);
      pixels[corner + width] = mix(pixels[corner + width], colour, below - both);
      pixels[corner + width + 1] = mix(pixels[corner + width + 1], colour, both);
    }
  }

  /** Draws one that leads or is chosen as a slim triangle that points where it flies. */
  #mark(boid, kind) {
    const { context, scale, flock: { x, y, vx, vy } } = this;
    const length = (this.bird * (kind === LEADER ? 2.4 : 2)) / (Math.hypot(vx[boid], vy[boid]) || 1);
    const [aheadX, aheadY, atX, atY] = [vx[boid] * length, vy[boid] * length, x[boid] * scale, y[boid] * scale];
    context.fillStyle = context.strokeStyle = this.colours[kind];
    context.beginPath();
    context.moveTo(atX + aheadX * 1.3, atY + aheadY * 1.3);
    context.lineTo(atX - aheadX - aheadY * 0.6, atY - aheadY + aheadX * 0.6);
    context.lineTo(atX - aheadX + aheadY * 0.6, atY - aheadY - aheadX * 0.6);
    context.fill();
    if (kind !== CHOSEN) return;
    context.lineWidth = 2 * devicePixelRatio;
    context.beginPath();
    context.arc(atX, atY, 11 * devicePixelRatio, 0, 2 * Math.PI);
    context.stroke();
  }

  /** Finds the bird that is nearest to where was clicked. */
  #pick(atX, atY) {
    let [nearest, least] = [undefined, (CLICK_PIXELS * devicePixelRatio) ** 2];
    for (let boid = 0; boid < this.flock.count; boid += 1) {
      const square = (this.flock.x[boid] * this.scale - atX) ** 2 + (this.flock.y[boid] * this.scale - atY) ** 2;
      if (square < least) [nearest, least] = [boid, square];
    }
    if (nearest !== undefined) this.onPick(nearest);
  }
}
