import { isBlankText } from './blank';

it('counts as blank what people and spreadsheets type, and no sign of another kind', () => {
  expect(['', ' ', '\t', '\n', '\r', '\u00a0', ' \r\n\t\u00a0 '].map(isBlankText)).toEqual(Array<boolean>(7).fill(true));
  expect(['\v', '\f', '\u2003', '\u3000', '\ufeff', '\u200b', '0', ' x ', '🦆'].map(isBlankText)).toEqual(Array<boolean>(9).fill(false));
});
