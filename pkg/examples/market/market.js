// A village market: traders who remember every bargain in words, and one policy that they all share.
// Pause it and open a trader's Memory; edit the Policy of one, and it is changed for all.

import { defineTag, shared, World } from "../../dist/index.js";
import { offerWorld } from "../../dist/inspect.js";
import { Chart } from "./chart.js";

class Trader { constructor(name, trade) { [this.name, this.trade] = [name, trade]; } }
class Purse { constructor(coins) { [this.coins, this.owes] = [coins, 0n]; } }
class Stock { constructor(goods) { this.goods = new Map(goods); } }
class Needs { constructor() { [this.hunger, this.mood, this.wants] = [0.2, 0.7, []]; } }
class Memory { constructor(text) { [this.text, this.bargains] = [text, 0]; } }
class Debt { constructor(creditor, coins, since) { [this.creditor, this.coins, this.since] = [creditor, coins, since]; } }
class Policy { tax = 0.05; credit = 12; haggling = 0.35; wares = ["bread", "fish", "cloth", "honey", "tools"]; note = "Fair weights, fair prices."; }
class Price { constructor(good) { [this.good, this.coins, this.history] = [good, 6, new Float64Array(240)]; } }
const Closed = defineTag("Closed");

const NAMES = ["Ada", "Bram", "Cleo", "Dov", "Edda", "Finn", "Gala", "Hugo", "Ines", "Jory", "Kaia", "Lev", "Mona", "Nils", "Orla", "Pia"];
const PLACES = ["by the well", "under the arch", "at the gate", "in the rain", "before noon", "near the mill"];
const WORDS = ["a hard bargain", "a fair deal", "more than I wanted", "with a smile", "after much talk", "and we shook hands"];
const [TRADERS, MEMORY_UNITS_MAX, HUNGRY, STOCK_MAX] = [120, 6_000, 0.75, 60];

let seed = 11;
/** Chance that repeats itself, from 0 to below `end` (mulberry32). */
function chance(end = 1) {
  let mixed = (seed = (seed + 0x6d2b79f5) | 0);
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (end * ((mixed ^ (mixed >>> 14)) >>> 0)) / 2 ** 32;
}
const any = (list) => list[Math.trunc(chance(list.length))];

const world = new World();
const policy = shared(new Policy());
const { wares } = policy.unwrap();
const prices = new Map(wares.map((good) => [good, world.spawn(new Price(good))]));
for (let number = 0; number < TRADERS; number += 1) {
  const name = `${NAMES[number % NAMES.length]} ${1 + Math.trunc(number / NAMES.length)}`;
  const trade = wares[number % wares.length];
  const stock = new Stock(wares.map((good) => [good, good === trade ? 30 : 4]));
  world.spawn(new Trader(name, trade), new Purse(60), stock, new Needs(), new Memory(`I am ${name}, and I deal in ${trade}.\n`), policy);
}

const open = world.prepare({ all: [Trader, Purse, Stock, Needs, Memory, Policy], none: [Closed] });
const shut = world.prepare({ all: [Closed, Stock] });
const priced = world.prepare({ all: [Price] });
const indebted = world.prepare({ all: [Debt, Purse] });

/** Writes into a trader's memory; what is too long ago is forgotten. */
function remember(trader, words) {
  const memory = world.get(trader, Memory);
  const text = `${memory.text}Day ${world.tick}: ${words}\n`;
  const cut = text.length > MEMORY_UNITS_MAX ? text.indexOf("\n", text.length - MEMORY_UNITS_MAX) + 1 : 0;
  world.set(trader, Object.assign(new Memory(text.slice(cut)), { bargains: memory.bargains + 1 }));
}

/** Makes, eats, uses things up, and wants what there is little of. */
function live(trader, { trade }, { goods }, needs) {
  goods.set(trade, Math.min(goods.get(trade) + 1 + Math.trunc(chance(2)), STOCK_MAX));
  const used = any(wares);
  if (used !== trade && chance() < 0.6) goods.set(used, Math.max(goods.get(used) - 1, 0));
  needs.hunger = Math.min(needs.hunger + 0.03, 1);
  for (const food of ["bread", "fish", "honey"]) {
    if (needs.hunger < 0.4 || goods.get(food) === 0) continue;
    goods.set(food, goods.get(food) - 1);
    needs.hunger -= 0.3;
  }
  needs.mood = Math.min(Math.max(needs.mood + (needs.hunger > HUNGRY ? -0.05 : 0.01), 0), 1);
  needs.wants = wares.filter((good) => good !== trade && goods.get(good) < 4);
  for (const type of [Stock, Needs]) world.touch(trader, type);
}

/** One buys of the other what it wants most; who cannot pay borrows, as far as the policy goes. */
function bargain(buyer, seller) {
  const [mine, theirs] = [world.get(buyer, Stock).goods, world.get(seller, Stock).goods];
  const { tax, credit, haggling } = policy.unwrap();
  const good = any(world.get(buyer, Needs).wants.filter((wanted) => theirs.get(wanted) > 8));
  if (good === undefined) return;
  const price = world.get(prices.get(good), Price);
  const coins = Math.max(Math.round(price.coins * (1 + (chance(2) - 1) * haggling)), 1);
  const [purse, till] = [world.get(buyer, Purse), world.get(seller, Purse)];
  if (purse.coins < coins && (coins > credit || world.has(buyer, Debt))) {
    price.coins = Math.max(price.coins * 0.995, 1);
    return;
  }
  if (purse.coins < coins) {
    world.set(buyer, new Debt(seller, coins, world.tick));
    purse.owes += BigInt(coins);
  } else {
    purse.coins -= coins;
    till.coins += coins * (1 - tax);
    treasury += coins * tax;
  }
  mine.set(good, mine.get(good) + 2);
  theirs.set(good, theirs.get(good) - 2);
  price.coins = Math.min(price.coins * 1.006, 40);
  for (const trader of [buyer, seller]) [Purse, Stock].forEach((type) => world.touch(trader, type));
  const [from, to] = [world.get(seller, Trader).name, world.get(buyer, Trader).name];
  remember(buyer, `bought ${good} of ${from} ${any(PLACES)} for ${coins} coins, ${any(WORDS)}.`);
  remember(seller, `sold ${good} to ${to} for ${coins} coins, ${any(WORDS)}.`);
}

/** Those who can, pay back. */
function settle() {
  indebted.each((trader, { creditor, coins }, purse) => {
    if (purse.coins < coins + 10) return;
    purse.coins -= coins;
    world.get(creditor, Purse).coins += coins;
    for (const each of [trader, creditor]) world.touch(each, Purse);
    remember(trader, `paid back ${coins} coins to ${world.get(creditor, Trader).name}.`);
    world.remove(trader, Debt);
  });
}

/** What the taxes brought, shared out among all when it is enough. */
let treasury = 0;

function shareOut(traders) {
  if (treasury < traders.length) return;
  treasury -= traders.length;
  open.each((trader, _, purse) => {
    purse.coins += 1;
    world.touch(trader, Purse);
  });
}

const chart = new Chart(document.querySelector("canvas"), wares);
const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;

const simulation = {
  running: !isCalm,
  pause() { this.running = false; },
  resume() { this.running = true; },
  step() {
    const begun = performance.now();
    const traders = [];
    open.each((trader, who, _, stock, needs) => {
      live(trader, who, stock, needs);
      traders.push(trader);
    });
    for (const buyer of traders) if (chance() < 0.3) bargain(buyer, any(traders));
    settle();
    shareOut(traders);
    shut.each((trader, _, { goods }) => goods.forEach((count, good) => goods.set(good, Math.max(count, 2))));
    if (world.tick % 20 === 0) turnShops(traders);
    priced.each((price, value) => {
      value.coins = Math.max(value.coins * (0.962 + chance(0.02)), 1);
      value.history.copyWithin(0, 1);
      value.history[value.history.length - 1] = value.coins;
      world.touch(price, Price);
    });
    world.advance();
    this.cost = performance.now() - begun;
  },
  cost: undefined,
};

/** A shop closes for a while, and another opens again. */
function turnShops(traders) {
  for (const [trader] of world.query(Closed)) world.remove(trader, Closed);
  world.set(any(traders), Closed, true);
}

let next = 0;
function frame(now) {
  requestAnimationFrame(frame);
  if (now < next) return;
  next = now + 100;
  if (simulation.running) simulation.step();
  chart.draw(wares.map((good) => world.get(prices.get(good), Price).history), world.tick);
}
requestAnimationFrame(frame);

if (parent !== window) offerWorld(parent, world, { name: "Market", simulation });
