// Draws points by their objectives on a canvas, and what the named queries find as counts.

const [MARGIN, F1_MAX, CLICK_PIXELS] = [34, 1, 16];
const CURVE = Array.from({ length: 101 }, (_, at) => ({ f1: at / 100, f2: 1 - Math.sqrt(at / 100) }));

export class Plot {
  /** The entity that is marked. */
  chosen;
  /** Called with the entity of a point that is clicked. */
  onPick = () => {};
  #f2Max = 6;

  constructor(canvas, counts) {
    Object.assign(this, { canvas, counts, context: canvas.getContext("2d"), points: [] });
    canvas.addEventListener("click", ({ offsetX, offsetY }) => this.#pick(offsetX, offsetY));
  }

  draw(points, found, tick) {
    this.points = points;
    const most = Math.max(1, ...points.map(({ f2 }) => f2)) * 1.1;
    this.#f2Max += (Math.max(most, 1.15) - this.#f2Max) * 0.2;
    const { context } = this;
    const colour = this.#measure();
    context.fillStyle = colour("paper");
    context.fillRect(0, 0, this.width, this.height);
    this.#axes(colour);
    context.strokeStyle = colour("curve");
    context.lineWidth = 1.5;
    context.beginPath();
    for (const { f1, f2 } of CURVE) context.lineTo(this.#x(f1), this.#y(f2));
    context.stroke();
    for (const { entity, f1, f2, front } of points.toSorted((a, b) => b.front - a.front)) {
      const marked = entity === this.chosen;
      context.fillStyle = marked ? colour("chosen") : front === 0 ? colour("best") : front === 1 ? colour("second") : colour("other");
      context.beginPath();
      context.arc(this.#x(f1), this.#y(f2), marked ? 6 : front === 0 ? 3.5 : 2.5, 0, 2 * Math.PI);
      context.fill();
    }
    context.fillStyle = colour("ink");
    context.textAlign = "right";
    context.fillText(`generation ${tick}`, this.width - 10, 16);
    context.textAlign = "left";
    this.#count(found);
  }

  #count(found) {
    const texts = found.flatMap(([name, entities]) => [name, String(entities.length)]);
    while (this.counts.children.length < texts.length) this.counts.append(document.createElement("dt"), document.createElement("dd"));
    texts.forEach((text, at) => (this.counts.children[at].textContent = text));
  }

  /** Takes up the canvas's size and colours, which may have changed. */
  #measure() {
    const { canvas, context } = this;
    Object.assign(this, { width: canvas.clientWidth, height: canvas.clientHeight });
    const [across, down] = [this.width, this.height].map((length) => Math.round(length * devicePixelRatio));
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.font = "11px system-ui, sans-serif";
    context.textBaseline = "middle";
    const style = getComputedStyle(canvas);
    return (name) => style.getPropertyValue(`--${name}`);
  }

  #axes(colour) {
    const { context, width, height } = this;
    context.fillStyle = colour("grid");
    context.fillRect(MARGIN, height - MARGIN, width - MARGIN - 10, 1);
    context.fillRect(MARGIN, 10, 1, height - MARGIN - 10);
    context.fillStyle = colour("ink");
    context.fillText("f1", width - 22, height - MARGIN + 14);
    context.fillText("f2", 12, 16);
    for (const f1 of [0.5, 1]) context.fillText(String(f1), this.#x(f1) - 8, height - MARGIN + 14);
    for (let f2 = 1; f2 < this.#f2Max; f2 += this.#f2Max > 3 ? 2 : 1) context.fillText(String(f2), 14, this.#y(f2));
  }

  #x(f1) { return MARGIN + (f1 / F1_MAX) * (this.width - MARGIN - 24); }
  #y(f2) { return this.height - MARGIN - (f2 / this.#f2Max) * (this.height - MARGIN - 14); }

  /** Finds the point that is nearest to where was clicked. */
  #pick(atX, atY) {
    const far = ({ f1, f2 }) => Math.hypot(this.#x(f1) - atX, this.#y(f2) - atY);
    const nearest = this.points.toSorted((a, b) => far(a) - far(b))[0];
    if (nearest !== undefined && far(nearest) <= CLICK_PIXELS) this.onPick(nearest.entity);
  }
}
