/** A derived metric as data: numbers, NULL and references; nothing else can be said. */

/** `total`: summed over all groups of the bucket; `previous`: of the comparison's earlier window. */
export type Scope = 'here' | 'total' | 'previous';

export type Formula =
  | { readonly kind: 'number'; readonly value: number | null }
  | { readonly kind: 'ref'; readonly name: string; readonly scope: Scope }
  | { readonly kind: 'binary'; readonly op: '+' | '-' | '*' | '/'; readonly left: Formula; readonly right: Formula }
  | { readonly kind: 'call'; readonly fn: string; readonly args: readonly Formula[] };
