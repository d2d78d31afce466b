/** Made-up people and companies. */
import { pick, type Random } from './random';

const first = [
  'Adele', 'Boris', 'Carla', 'Dario', 'Emma', 'Fabian', 'Greta', 'Henrik', 'Isabel', 'Jan', 'Karin', 'Leon', 'Marie',
  'Nils', 'Olga', 'Pablo', 'Rosa', 'Stefan', 'Tanja', 'Ugo', 'Vera', 'Walter', 'Yvonne', 'Zoran',
];
const last = [
  'Albers', 'Berger', 'Conti', 'Dahl', 'Engel', 'Ferrari', 'Graf', 'Hansen', 'Ivanova', 'Jensen', 'Koch', 'Lorenz',
  'Meyer', 'Neumann', 'Olsen', 'Petrov', 'Richter', 'Santos', 'Tanner', 'Ulrich', 'Varga', 'Winkler', 'Young', 'Zimmer',
];
const start = [
  'Alpen', 'Baltic', 'Clear', 'Delta', 'Elbe', 'Forest', 'Green', 'Hansa', 'Inter', 'Juno', 'Kern', 'Lumen', 'Metro',
  'Nova', 'Orion', 'Polar', 'Quadra', 'Rhein', 'Solar', 'Terra', 'Union', 'Vista', 'West', 'Zenit',
];
const end = [
  'bau', 'care', 'data', 'energy', 'foods', 'glas', 'handel', 'lab', 'logistik', 'media', 'net', 'pharma', 'plan',
  'soft', 'stahl', 'tec', 'trade', 'verlag', 'werk', 'works',
];
const legal = ['GmbH', 'AG', 'Ltd', 'SA', 'SE', 'KG'];

export const personName = (random: Random): string => `${pick(random, first)} ${pick(random, last)}`;

export const companyName = (random: Random): string => `${pick(random, start)}${pick(random, end)} ${pick(random, legal)}`;
