// Is the device's clock right? Tokens say until when they are good.
import { ask } from '../network.js';

/** From how many seconds on it is worth telling. */
const MUCH = 60;

/** How many seconds the device is behind what the site's server says. */
const byServer = async () => {
  const sent = Date.now();
  const { response } = await ask(location.href.split('#')[0], { method: 'HEAD', credentials: 'same-origin' });
  const date = Date.parse(response?.headers.get('date'));

  if (Number.isNaN(date)) {
    return undefined;
  }

  const age = Number.parseInt(response.headers.get('age') ?? 0, 10) || 0;

  // It was written somewhere between the two.
  return date / 1000 + age - (sent + Date.now()) / 2000;
};

/** The same by the last tokens: the SDK keeps it where the clock is wrong. */
const byTokens = (around) => {
  const offset = Number.parseFloat(around.stored('clockOffset'));

  return Number.isNaN(offset) ? undefined : offset;
};

export const checkClock = async (around) => {
  const offset = byTokens(around) ?? (await byServer());

  if (offset === undefined) {
    return [{ status: 'unknown', key: 'clock.unknown' }];
  }
  if (Math.abs(offset) <= MUCH) {
    return [{ status: 'ok', key: 'clock.ok' }];
  }

  return [
    {
      status: 'warning',
      key: offset > 0 ? 'clock.behind' : 'clock.ahead',
      values: { minutes: Math.round(Math.abs(offset) / 60) },
    },
  ];
};
