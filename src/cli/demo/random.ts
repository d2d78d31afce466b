/**
 * Random numbers that are the same on every machine. Each purpose, and each lead within it, draws from a stream of
 * its own, so that a change in one table leaves all other tables as they were.
 */

/** A number from 0 up to but not including 1. */
export type Random = () => number;

/** FNV-1a over the text, mixed so that neighbouring seeds have nothing in common. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(value);
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The stream for a purpose; `index` tells its members apart. The generator is sfc32 of PractRand. */
export function randomFor(seed: number, purpose: string, index = 0): Random {
  let [a, b, c, counter] = [mix(seed ^ 0x9e3779b9), hash(purpose), mix(index + 0x51ed270b), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let round = 0; round < 12; round++) {
    next();
  }
  return next;
}

export const chance = (random: Random, probability: number): boolean => random() < probability;

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** Standard normal, by Box and Muller; two draws each time, so that streams stay in step. */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Log-normal with this mean (not median); `sigma` is the deviation of the logarithm. */
export const logNormal = (random: Random, mean: number, sigma: number): number =>
  mean * Math.exp(sigma * normal(random) - (sigma * sigma) / 2);

/** Exponential waiting time with this mean. */
export const wait = (random: Random, mean: number): number => -mean * Math.log(1 - random());

/** Poisson count, by waiting times; meant for small means. */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let passed = wait(random, 1); passed < mean; passed += wait(random, 1)) {
    count++;
  }
  return count;
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** One of the items, in proportion to their weights. */
export function pickWeighted<Item extends { readonly weight: number }>(random: Random, items: readonly Item[]): Item {
  let rest = random() * items.reduce((sum, item) => sum + item.weight, 0);
  return items.find((item) => (rest -= item.weight) < 0) ?? (items.at(-1) as Item);
}
