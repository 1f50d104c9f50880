// What happened lately in this tab.
import { docsOf } from '../auto/tell.js';
import { make } from './dom.js';
import { clean } from './text.js';

export const timeOf = ({ at }) => new Date(at).toISOString().slice(11, 19);

/** As it is on the visitor's clock. */
const localTime = ({ at }) => new Date(at).toTimeString().slice(0, 8);

/** What an error says, with the field that it is about or what the provider calls it. */
export const errorText = ({ message, field }) => clean(field ? `${message} (${field})` : message);

/** The session as it is: `[name of a text, value]`. */
export const sessionOf = ({ state, visitor }) => [
  ['visit.state', state],
  ['visit.organization', visitor?.organization ?? '–'],
];

const step = (texts, each) => {
  const { what, page, code } = each;

  return make(
    'li',
    {},
    make('time', { datetime: new Date(each.at).toISOString() }, localTime(each)),
    make(
      'div',
      {},
      make('p', {}, `${what} `, make('code', {}, clean(page))),
      code &&
        make(
          'p',
          {},
          make('span', { class: 'error' }, errorText(each), ' '),
          make('a', { href: docsOf({ code }), target: '_blank', rel: 'noopener noreferrer' }, code)
        )
    )
  );
};

/** The state of the session and the steps, the latest first. */
export const showVisit = (texts, layer) => [
  make('h3', {}, texts('visit.title')[0]),
  make(
    'dl',
    {},
    ...sessionOf(layer).flatMap(([name, value]) => [make('dt', {}, texts(name)[0]), make('dd', {}, value)])
  ),
  make('ol', { class: 'steps' }, ...[...layer.steps.list].reverse().map((each) => step(texts, each))),
];
