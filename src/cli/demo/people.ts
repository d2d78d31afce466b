/** The 24 reps: two in each region of each of the four teams. Three have left, and their work went to their partner. */
import type { Day } from './clock';
import { regions, teams, type Region, type Team } from './market';

export interface Rep {
  readonly id: number;
  readonly name: string;
  readonly login: string;
  readonly team: Team;
  readonly region: Region;
  /** The day after which the rep is gone. */
  readonly left?: Day;
}

const names = [
  'Anna Becker', 'Tomas Novak', 'Lena Vogel', 'Marc Dubois', 'Sofia Marin', 'Jonas Weber',
  'Eva Lindqvist', 'Piotr Zielinski', 'Clara Hoffmann', 'Hugo Martens', 'Nina Keller', 'Luca Bianchi',
  'Maja Horvat', 'Oskar Nilsson', 'Julia Brandt', 'Rafael Costa', 'Elif Demir', 'Simon Bauer',
  'Katja Werner', 'Daniel Fischer', 'Irina Popescu', 'Felix Krause', 'Marta Sobol', 'Victor Almeida',
];

const departures: Readonly<Record<string, Day>> = { hmartens: -430, sbauer: -255, dfischer: -118 };

const loginOf = (name: string): string => `${name[0]}${name.split(' ')[1]}`.toLowerCase();

export const reps: readonly Rep[] = names.map((name, index) => {
  const login = loginOf(name);
  return {
    id: index + 1,
    name,
    login,
    // Every index is in range: 24 names, 6 a team, 2 a region.
    team: teams[Math.floor(index / 6)] as Team,
    region: (regions[Math.floor((index % 6) / 2)] as (typeof regions)[number]).name,
    left: departures[login],
  };
});

export const isHere = (rep: Rep, day: Day): boolean => rep.left === undefined || day < rep.left;

/** The reps who sell for this team in this region on this day; never empty. */
export const repsOf = (team: Team, region: Region, day: Day): Rep[] =>
  reps.filter((rep) => rep.team === team && rep.region === region && isHere(rep, day));

/** The other rep of the same team and region. */
export const partnerOf = (rep: Rep): Rep =>
  reps.find((other) => other !== rep && other.team === rep.team && other.region === rep.region) ?? rep;

export const repOf = (login: string): Rep | undefined => reps.find((rep) => rep.login === login);
