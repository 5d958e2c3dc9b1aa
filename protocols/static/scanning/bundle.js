// What the device fetched to inspect without a connection, opened.

import { BlockList } from "./block_list.js";
import { KeyRing } from "./keys.js";
import { Tables } from "./uic/per.js";

export class Bundle {
  /** `kept` is {told, etag, lists, tables}: the bundle as it was told, the signed block lists, and
   *  the tables of rail tickets. An error if a signature is wrong. */
  static async open(kept, clock) {
    const bundle = new Bundle();
    const { told } = kept;
    bundle.kept = kept;
    bundle.told = told;
    bundle.ring = await KeyRing.open(told.keys);
    bundle.tables = new Tables(kept.tables);
    bundle.blockList = new BlockList(clock);
    for (const list of kept.lists) await bundle.#take(list);
    bundle.products = new Map(told.products.map((product) => [product.number, product]));
    bundle.singleUse = new Set(numbersOf(told, "singleUse"));
    bundle.demandsDevice = new Set(numbersOf(told, "signedByPhone"));
    return bundle;
  }

  /** Add what was put on the block list since. */
  async add(list) {
    await this.#take(list);
    this.kept.lists.push(list);
  }

  signAt(now) {
    return this.told.signs.find(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until));
  }

  #take(list) {
    return this.blockList.take(list, { issuer: this.told.issuer, keys: this.ring.list });
  }
}

const numbersOf = ({ products }, member) => products.filter((product) => product[member]).map(({ number }) => number);
