// The panel itself: at the foot of the page, in a shadow root of its own.
import { attempt } from '../auto/attempt.js';
import { addStyles } from '../auto/styles.js';
import { Around } from './around.js';
import { make } from './dom.js';
import { hasLanguage, textsIn } from './messages/index.js';
import { reportOf } from './report.js';
import { showResults, summaryOf } from './results.js';
import { runAll } from './run.js';
import { STYLE } from './style.js';
import { showVisit } from './visit.js';

/** That it was folded outlasts the page, as it does itself. */
const FOLDED = 'logto_debug:folded';

export class Panel {
  constructor(layer) {
    const { language } = layer;

    this.layer = layer;
    this.texts = textsIn(language);
    this.results = [];
    this.host = document.createElement('logto-debug');
    this.build(hasLanguage(language) ? language : 'en');
    this.fold(attempt(() => sessionStorage.getItem(FOLDED)) === 'yes');
    layer.steps.noted = () => this.showVisit();
    this.showVisit();
    document.documentElement.append(this.host);
  }

  get isOpen() {
    return this.host.isConnected;
  }

  text(key) {
    return this.texts(key)[0];
  }

  button(key, press, values) {
    return make('button', { type: 'button', click: press, ...values }, this.text(key));
  }

  /** A button with a sign on it. */
  icon(key, sign, press) {
    const label = this.text(key);

    return make('button', { type: 'button', 'aria-label': label, title: label, click: press }, sign);
  }

  build(language) {
    const root = this.host.attachShadow({ mode: 'open' });

    this.folder = this.icon('fold', '', () => this.fold(!this.isFolded));
    this.sum = make('p', { class: 'sum', role: 'status' }, this.text('sum.checking'));
    this.found = make('div');
    this.visit = make('div');
    this.again = this.button('again', () => this.checkAll());
    this.copyReport = this.button('copyReport', () => this.copy(this.report, this.copyReport));
    this.section = make(
      'section',
      { lang: language, 'aria-label': this.text('title') },
      make(
        'header',
        {},
        make('h2', {}, this.text('title')),
        this.folder,
        this.icon('close', '✕', () => this.close())
      ),
      this.sum,
      // What scrolls has to be reached by keyboard.
      make('div', { class: 'body', tabindex: '0', role: 'group', 'aria-label': this.text('results') }, this.found, this.visit),
      make('footer', {}, this.again, this.copyReport)
    );
    root.append(this.section);
    addStyles(root, STYLE);
  }

  fold(isFolded) {
    this.isFolded = isFolded;
    this.section.classList.toggle('folded', isFolded);
    this.folder.textContent = isFolded ? '▴' : '▾';
    this.folder.setAttribute('aria-expanded', !isFolded);
    attempt(() => sessionStorage.setItem(FOLDED, isFolded ? 'yes' : 'no'));
  }

  close() {
    const { steps } = this.layer;

    steps.noted = undefined;
    steps.forget();
    attempt(() => sessionStorage.removeItem(FOLDED));
    this.host.remove();
  }

  /** Checks everything, once at a time. */
  async checkAll() {
    if (this.isChecking) {
      return;
    }

    this.isChecking = true;
    // Not `disabled`: the focus would be lost.
    this.again.setAttribute('aria-disabled', 'true');
    this.say('checking', this.text('sum.checking'));

    const results = await runAll(new Around(this.layer));
    const { status, text } = summaryOf(this.texts, results);
    const tools = { texts: this.texts, copy: (value, button) => this.copy(value, button) };

    this.results = results;
    this.found.replaceChildren(...showResults(tools, results));
    this.showVisit();
    this.say(status, text);
    this.again.removeAttribute('aria-disabled');
    this.isChecking = false;
  }

  say(status, text) {
    this.sum.className = `sum ${status}`;
    this.sum.textContent = text;
  }

  showVisit() {
    this.visit.replaceChildren(...showVisit(this.texts, this.layer));
  }

  get report() {
    return reportOf(this.texts, this.layer, this.results);
  }

  async copy(text, button) {
    this.field?.remove();

    try {
      await navigator.clipboard.writeText(text);
      button.textContent = this.text('copied');
    } catch {
      // On plain http there is no clipboard, and others ask first.
      this.field = make('textarea', { readonly: true, 'aria-label': this.text('copyThis') });
      this.field.value = text;
      button.parentElement.after(this.field);
      this.field.focus();
      this.field.select();
    }
  }
}
