// Draws a flock on a canvas, in the colours of its style sheet.

const COLOURS = ["left", "aside", "right", "tired", "leader", "chosen"];
const [TIRED, LEADER, CHOSEN] = [3, 4, 5];
const [PATH_BIRDS, TRAIL, CLICK_PIXELS] = [256, 0.6, 24];

/** More birds would only hide each other. */
export const BIRDS_DRAWN_MAX = 20_000;

export class Picture {
  /** The entity that is marked. */
  chosen;
  /** Called with the row of a bird that is clicked. */
  onPick = () => {};

  constructor(canvas, width, height) {
    Object.assign(this, { canvas, width, height, context: canvas.getContext("2d"), paths: COLOURS.map(() => []) });
    canvas.addEventListener("click", (event) => this.#pick(event.offsetX * devicePixelRatio, event.offsetY * devicePixelRatio));
  }

  draw(flock, leavesTrails) {
    this.flock = flock;
    const [colours, { context, canvas }] = [this.#measure(), this];
    context.globalAlpha = leavesTrails ? 1 - TRAIL : 1;
    context.fillStyle = colours.sky;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.globalAlpha = 1;
    this.paths.forEach((path) => (path.length = 0));
    for (let boid = 0; boid < Math.min(flock.count, BIRDS_DRAWN_MAX); boid += 1) this.paths[this.#colourOf(boid)].push(boid);
    this.paths.forEach((path, colour) => this.#fill(path, colours[COLOURS[colour]], colour));
  }

  /** Takes up the canvas's size and colours, which may have changed. */
  #measure() {
    const { canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((length) => Math.round(length * devicePixelRatio));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.scale = Math.min(width / this.width, height / this.height);
    this.bird = Math.min(Math.max(width / 300, 1.1), 3.2) * devicePixelRatio;
    const style = getComputedStyle(canvas);
    return Object.fromEntries(["sky", ...COLOURS].map((name) => [name, style.getPropertyValue(`--${name}`)]));
  }

  #colourOf(boid) {
    const { entities, tired, routes, vx, vy } = this.flock;
    if (entities[boid] === this.chosen) return CHOSEN;
    if (routes[boid]) return LEADER;
    if (tired[boid]) return TIRED;
    return Math.abs(vx[boid]) < Math.abs(vy[boid]) * 0.7 ? 1 : vx[boid] < 0 ? 0 : 2;
  }

  /** Fills slim triangles that point where the birds fly. A path costs more than its parts, the more it has. */
  #fill(path, colour, kind) {
    const { context, scale, flock: { x, y, vx, vy } } = this;
    const size = this.bird * (kind === LEADER ? 2.4 : kind === CHOSEN ? 2 : 1);
    context.fillStyle = context.strokeStyle = colour;
    for (let from = 0; from < path.length; from += PATH_BIRDS) {
      context.beginPath();
      for (const boid of path.slice(from, from + PATH_BIRDS)) {
        const length = size / (Math.hypot(vx[boid], vy[boid]) || 1);
        const [aheadX, aheadY, atX, atY] = [vx[boid] * length, vy[boid] * length, x[boid] * scale, y[boid] * scale];
        context.moveTo(atX + aheadX * 1.3, atY + aheadY * 1.3);
        context.lineTo(atX - aheadX - aheadY * 0.6, atY - aheadY + aheadX * 0.6);
        context.lineTo(atX - aheadX + aheadY * 0.6, atY - aheadY - aheadX * 0.6);
      }
      context.fill();
    }
    if (kind !== CHOSEN || path.length === 0) return;
    context.lineWidth = 2 * devicePixelRatio;
    context.beginPath();
    context.arc(x[path[0]] * scale, y[path[0]] * scale, 11 * devicePixelRatio, 0, 2 * Math.PI);
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
