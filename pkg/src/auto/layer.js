// The layer as a whole: from the tag to a page that knows its visitor.
import { LogtoClient } from '../browser-client.js';
import { perform } from './actions.js';
import { complete, mayBeCallback } from './callback.js';
import { isBusy, listen } from './controls.js';
import { enter, isOpenedBySignIn, isPageClosed } from './gate.js';
import { languageOf, messagesIn } from './messages/index.js';
import { answerPanels } from './presence.js';
import { addStyle, render, watch } from './render.js';
import { readSettings } from './settings.js';
import { Steps } from './steps.js';
import { listenersAreThere, setState, tell } from './tell.js';
import { Trouble } from './trouble.js';
import { watchPictures } from './values.js';
import { NOBODY, Visitor } from './visitor.js';

export class Layer {
  constructor(tag) {
    this.tag = tag;
    this.language = languageOf(tag);
    this.trouble = new Trouble(messagesIn(this.language));
    this.steps = new Steps();
    this.listenersAreThere = listenersAreThere();
    this.wasReady = false;
    this.isLeaving = false;
  }

  /** Everything that can be done at once is done before this returns: the page is painted after it. */
  async run() {
    addStyle();

    try {
      this.open();
    } catch (error) {
      await this.runWithout(error);
      return;
    }

    this.visitor.isBetween = mayBeCallback();
    this.change();
    watch((element) => this.render(element));
    watchPictures((element) => this.render(element));
    listen((element) => this.act(element), () => this.client.preload());
    this.listenToSession();

    if (this.visitor.isBetween) {
      await this.attempt('callback', () => complete(this));

      if (this.isLeaving) {
        return;
      }

      this.visitor.isBetween = false;
      this.change();
    }
    await this.enter();

    if (!this.isLeaving) {
      await this.listenersAreThere;
      this.wasReady = true;
      this.steps.note(`ready: ${this.state}`);
      tell('ready', this.detail);
      this.guard();
    }
  }

  /** Nobody can sign in: what is for those who have stays hidden, and whoever tries is told. */
  async runWithout(error) {
    const tell = () => this.fail(error, 'set-up');

    this.visitor = NOBODY;
    this.render(document);
    watch((element) => this.render(element));
    listen(tell, () => {});
    await tell();

    if (isPageClosed(this.visitor)) {
      this.trouble.offer(this.trouble.text, 'back', () => location.assign('/'), true);
    }
  }

  open() {
    this.settings = readSettings(this.tag);
    this.client = new LogtoClient(this.settings.config);
    this.client.adapter.navigate = (url, { for: purpose }) => this.leave(url, purpose);
    window.logtoClient = this.client;
    this.visitor = new Visitor(
      this.client,
      () => this.change(),
      // Something is not shown, but who is signed in still is.
      (error) => this.note(error, 'user')
    );
  }

  listenToSession() {
    this.client.subscribe(() => this.change());
    addEventListener('storage', (event) => {
      if (event.key === this.visitor.organizationKey) {
        this.change();
      }

      answerPanels(event);
    });
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) {
        this.isLeaving = false;
        this.change();
        this.guard();
      }
    });
  }

  leave(url, purpose) {
    this.isLeaving = true;
    this.steps.note(`to ${purpose}`);
    // Where visitors did not ask for the next page, the present one is none to go back to.
    location[purpose === 'post-sign-in' || this.isEntering ? 'replace' : 'assign'](url);
  }

  async enter() {
    this.isEntering = true;
    await this.attempt('require', () =>
      enter(this, (element) => {
        this.steps.note('require');
        return perform(this, element, 'sign-in');
      })
    );
    this.isEntering = false;
  }

  /** Does what an element says; resolves to whether that leads away. */
  async act(element, name = element.dataset.logto) {
    this.trouble.end();
    this.steps.note(name);
    await this.attempt(name, () => perform(this, element, name));
    this.show();
    this.guard();
    return this.isLeaving;
  }

  /** Runs what may fail. */
  async attempt(during, run) {
    try {
      await run();
    } catch (error) {
      await this.fail(error, during);
    }
  }

  /** Something does not work: visitors are told as well. */
  async fail(error, during) {
    setState('error');
    await this.note(error, during, true);
  }

  async note(error, during, isForVisitors) {
    this.steps.note(during, error);
    await this.listenersAreThere;
    this.trouble.begin(error, during, isForVisitors);
  }

  get state() {
    const { trouble, visitor } = this;

    if (trouble.error) {
      return 'error';
    }
    if (!visitor.isKnown) {
      return 'loading';
    }

    return visitor.isSignedIn ? 'signed-in' : 'signed-out';
  }

  /** What events tell. */
  get detail() {
    const { client, state, visitor } = this;
    const { isSignedIn: isAuthenticated, claims, organization } = visitor;

    return { client, state, isAuthenticated, claims, organization };
  }

  render(root) {
    render(this, root);
  }

  show() {
    this.render(document);
    setState(this.state);
  }

  /** The session may be another one now: by this page, by another tab, or because time has gone by. */
  change() {
    const { visitor } = this;
    const wasSignedIn = visitor.isSignedIn;

    visitor.look();
    this.hasEnded = wasSignedIn && !visitor.isSignedIn;

    const known = JSON.stringify([visitor.isSignedIn, visitor.claims, visitor.organization]);
    const isNew = this.known !== known;

    this.known = known;

    if (isNew && visitor.isSignedIn) {
      this.trouble.end();
    }

    this.show();

    if (isNew && this.wasReady) {
      this.steps.note(this.state);
      tell('change', this.detail);
      this.guard();
    }
  }

  /** Tells a visitor to whom the page, or a part of it, is closed what there is to be done. */
  guard() {
    const { trouble, visitor } = this;
    const { messages, text } = trouble;
    const isAlone = isPageClosed(visitor);

    if (this.isLeaving || isBusy()) {
      return;
    }
    if (isAlone && visitor.isSignedIn) {
      trouble.offer(messages.text('forbidden'), 'back', () => location.assign(this.settings.home), true);
    } else if (isOpenedBySignIn(visitor)) {
      const why = text ?? messages.text(this.hasEnded ? 'ended' : 'closed');

      trouble.offer(why, 'signIn', () => this.act(document.body, 'sign-in'), isAlone);
    }
  }
}
