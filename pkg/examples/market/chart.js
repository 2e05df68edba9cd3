// Draws lines on a canvas, in the colours of its style sheet, each with its name at its end.

const [MARGIN, NAME_WIDTH, LINE_HEIGHT, STEPS] = [12, 54, 12, [1, 2, 5, 10, 20]];

export class Chart {
  constructor(canvas, names) {
    Object.assign(this, { canvas, names, context: canvas.getContext("2d") });
  }

  /** Draws one line for each name; the last of each list is now. */
  draw(lines, tick) {
    const [colour, width, height] = this.#measure();
    const { context, names } = this;
    const most = Math.max(10, ...lines.map((line) => Math.max(...line))) * 1.1;
    const x = (at, count) => MARGIN + (at / (count - 1)) * (width - 2 * MARGIN - NAME_WIDTH);
    const y = (coins) => height - MARGIN - (coins / most) * (height - 2 * MARGIN);
    context.fillStyle = colour("paper");
    context.fillRect(0, 0, width, height);
    this.#grid(most, y, width, colour);
    const ends = spread(lines.map((line) => y(line.at(-1))), LINE_HEIGHT);
    lines.forEach((line, number) => {
      context.strokeStyle = context.fillStyle = colour(`line-${number}`);
      context.lineWidth = 1.75;
      context.beginPath();
      const first = Math.max(line.length - tick, 0);
      for (let at = first; at < line.length; at += 1) context.lineTo(x(at, line.length), y(line[at]));
      context.stroke();
      context.fillText(names[number], width - NAME_WIDTH - MARGIN + 6, ends[number]);
    });
  }

  /** Takes up the canvas's size and colours, which may have changed. */
  #measure() {
    const { canvas, context } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const [across, down] = [width, height].map((length) => Math.round(length * devicePixelRatio));
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.font = "11px system-ui, sans-serif";
    context.textBaseline = "middle";
    const style = getComputedStyle(canvas);
    return [(name) => style.getPropertyValue(`--${name}`), width, height];
  }

  #grid(most, y, width, colour) {
    const { context } = this;
    const step = STEPS.find((step) => most / step <= 6) ?? 50;
    context.lineWidth = 1;
    for (let coins = step; coins < most; coins += step) {
      context.fillStyle = colour("grid");
      context.fillRect(MARGIN, Math.round(y(coins)), width - 2 * MARGIN - NAME_WIDTH, 1);
      context.fillStyle = colour("ink");
      context.fillText(`${coins} coins`, MARGIN + 2, y(coins) - 7);
    }
  }
}

/** Moves places apart that are nearer than `least`. */
function spread(places, least) {
  const order = places.map((place, number) => [place, number]).sort(([a], [b]) => a - b);
  for (let at = 1; at < order.length; at += 1) order[at][0] = Math.max(order[at][0], order[at - 1][0] + least);
  return order.sort(([, a], [, b]) => a - b).map(([place]) => place);
}
