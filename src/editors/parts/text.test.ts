import { listed, lowerFirst, readList, readNumber } from './text';

describe('readNumber', () => {
  it('takes empty text as no number', () => {
    expect(readNumber('  ', { min: 1 })).toEqual({ value: undefined });
  });

  it('reads numbers with blanks around them', () => {
    expect(readNumber(' 90 ', { min: 1, whole: true })).toEqual({ value: 90 });
  });

  it.each([
    ['ninety', { min: 1, whole: true }, '"ninety" is not a whole number of 1 or more'],
    ['1.5', { whole: true }, '"1.5" is not a whole number'],
    ['0', { min: 1 }, '"0" is not a number of 1 or more'],
    ['25', { min: 0, max: 1 }, '"25" is not a number from 0 to 1'],
    ['Infinity', {}, '"Infinity" is not a number'],
  ])('says what "%s" is not', (text, bounds, problem) => {
    expect(readNumber(text, bounds)).toEqual({ problem });
  });
});

it('reads lists without blanks and empty parts', () => {
  expect(readList(' Won, Closed Won ,,')).toEqual(['Won', 'Closed Won']);
});

it('writes lists as sentences do', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'], 'or')]).toEqual([
    '',
    'a',
    'a and b',
    'a, b or c',
  ]);
});

it('keeps the capitals of abbreviations', () => {
  expect([lowerFirst('Win rate'), lowerFirst('NPS'), lowerFirst('E-mails sent')]).toEqual([
    'win rate',
    'NPS',
    'E-mails sent',
  ]);
});
