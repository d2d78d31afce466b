/** An id as people read it: `lost_reason` and `lostReason` → `Lost reason`; all-capital words are left alone. */
export function humanise(id: string): string {
  const words = id
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => (word === word.toUpperCase() ? word : word.toLowerCase()))
    .join(' ');
  return words === '' ? id : words[0]!.toUpperCase() + words.slice(1);
}
