/** Numbers as Go prints them: halves go to the even digit, exponents have two digits, infinities have a sign. */

/** `%.2f`. */
export function fixed(value: number, decimals: number): string {
  return special(value) ?? sign(value) + plain(rounded(Math.abs(value), exponentOf(value) + 1 + decimals), decimals);
}

/** `%.4g`: so many digits, no trailing zeros, an exponent below -4 and from `digits` on. */
export function general(value: number, digits: number): string {
  return special(value) ?? sign(value) + either(rounded(Math.abs(value), digits), digits);
}

/** `%v`: the fewest digits that give the same number, with an exponent below -4 and from 6 on. */
export const shortest = (value: number): string => special(value) ?? sign(value) + either(exact(Math.abs(value)), 6);

/** Without an exponent, however long. */
export function withoutExponent(value: number): string {
  const decimal = exact(Math.abs(value));
  return special(value) ?? sign(value) + plain(decimal, Math.max(0, decimal.digits.length - decimal.point));
}

/** `0.digits × 10^point`, the digits without trailing zeros. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

const special = (value: number): string | undefined => {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  return Number.isFinite(value) ? undefined : value > 0 ? '+Inf' : '-Inf';
};

const sign = (value: number): string => (value < 0 || Object.is(value, -0) ? '-' : '');

const exponentOf = (value: number): number => (value === 0 ? 0 : Number(value.toExponential().split('e')[1]));

const decimalOf = (exponential: string): Decimal => {
  const [mantissa, exponent] = exponential.split('e') as [string, string];
  const digits = mantissa.replace('.', '').replace(/0+$/, '');
  return { digits, point: digits === '' ? 1 : Number(exponent) + 1 };
};

const exact = (value: number): Decimal => decimalOf(value.toExponential());

/** To so many digits, halves to the even one. 101 digits are enough to know a half: it has few. */
function rounded(value: number, count: number): Decimal {
  const { digits, point } = decimalOf(value.toExponential(100));
  if (count < 0 || digits === '') {
    return { digits: '', point: 1 };
  }
  const kept = BigInt(digits.slice(0, count) || '0');
  const rest = digits.slice(count);
  const isUp = rest.replace(/0+$/, '') === '5' ? kept % 2n === 1n : rest >= '5' && rest !== '';
  const text = String(kept + (isUp ? 1n : 0n)).padStart(Math.min(count, digits.length), '0');
  const grown = text.length - Math.min(count, digits.length);
  const short = text.replace(/0+$/, '');
  return { digits: short, point: short === '' ? 1 : point + grown };
}

function plain({ digits, point }: Decimal, decimals: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = ('0'.repeat(Math.max(0, -point)) + digits.slice(Math.max(0, point))).padEnd(decimals, '0').slice(0, decimals);
  return (whole || '0') + (decimals > 0 ? `.${fraction}` : '');
}

function either(decimal: Decimal, from: number): string {
  const { digits, point } = decimal;
  const exponent = point - 1;
  if (digits !== '' && (exponent < -4 || exponent >= from)) {
    const power = String(Math.abs(exponent)).padStart(2, '0');
    return `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${exponent < 0 ? '-' : '+'}${power}`;
  }
  return plain(decimal, Math.max(0, digits.length - point));
}
