// The checks' results as elements.
import { make } from './dom.js';
import { parts } from './text.js';

/** What a mark says to those who do not see its colour. */
const MARKS = { wrong: '!', warning: '!', unknown: '?', ok: '✓' };

const rich = (name, values, template, filling) =>
  make(
    name,
    values,
    ...parts(template, filling).map(([text, isCode]) => (isCode ? make('code', {}, text) : text))
  );

const pasteLine = ({ texts, copy }, value) => {
  const [label] = texts('copy');
  const button = make(
    'button',
    { type: 'button', 'aria-label': `${label} ${value}`, click: () => copy(value, button) },
    label
  );

  return make('div', { class: 'paste' }, make('code', {}, value), button);
};

const finding = (tools, { key, values, paste, link }) => {
  const { texts } = tools;
  const [what, todo] = texts(key);

  return make(
    'li',
    {},
    rich('p', {}, what, values),
    todo && rich('p', { class: 'todo' }, todo, values),
    paste && pasteLine(tools, paste),
    link &&
      make(
        'p',
        { class: 'todo' },
        make('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, texts('link')[0])
      )
  );
};

const check = (tools, { name, status, findings }) => {
  const { texts } = tools;

  return make(
    'li',
    { class: `check ${status}`, 'data-check': name, 'data-status': status },
    make(
      'h4',
      {},
      make('span', { class: 'mark', role: 'img', 'aria-label': texts(`status.${status}`)[0] }, MARKS[status]),
      texts(`check.${name}`)[0]
    ),
    make('ul', { class: 'findings' }, ...findings.map((each) => finding(tools, each)))
  );
};

/** What is said of all of them in a sentence. */
export const summaryOf = (texts, results) => {
  const all = results.flatMap(({ findings }) => findings);
  const count = (status) => all.filter((each) => each.status === status).length;
  const [wrong, warning] = [count('wrong'), count('warning')];
  const sentences = [
    wrong > 0 && texts(wrong === 1 ? 'sum.wrong.one' : 'sum.wrong')[0].replace('{count}', wrong),
    warning > 0 && texts(warning === 1 ? 'sum.warning.one' : 'sum.warning')[0].replace('{count}', warning),
  ].filter(Boolean);

  return {
    status: wrong > 0 ? 'wrong' : warning > 0 ? 'warning' : 'ok',
    text: sentences.join(' ') || texts('sum.ok')[0],
  };
};

/**
 * What has to be changed comes first; what is in order can be looked up.
 *
 * @param tools `texts`, and `copy(value, button)`
 */
export const showResults = (tools, results) => {
  const { texts } = tools;
  const of = (status) => results.filter((each) => each.status === status);
  const list = (checks) => make('ul', {}, ...checks.map((each) => check(tools, each)));
  const groups = ['wrong', 'warning', 'unknown']
    .filter((status) => of(status).length > 0)
    .flatMap((status) => [make('h3', {}, texts(`group.${status}`)[0]), list(of(status))]);
  const good = of('ok');

  return [
    ...groups,
    good.length > 0 &&
      make(
        'details',
        {},
        make('summary', {}, make('h3', {}, `${texts('group.ok')[0]} (${good.length})`)),
        list(good)
      ),
  ].filter(Boolean);
};
