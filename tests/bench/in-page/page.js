// Follows the code of the library in every page; that code declares `use`.

/** When the first question was answered, in milliseconds since the navigation began. */
globalThis.answered = use.isAuthenticated().then(() => performance.now());
globalThis.use = use;

const signIn = document.getElementById('sign-in');

signIn.addEventListener('click', (click) => {
  // The last that a page can see of its leaving. What it notes is for the next one.
  navigation.addEventListener('navigate', ({ destination }) => {
    if (new URL(destination.url).origin !== location.origin) {
      sessionStorage.setItem('bench:left-after', performance.now() - click.timeStamp);
    }
  });
  use.signIn();
});

// As on every site: the button can be used when the page knows which one to show.
globalThis.answered.then(() => {
  signIn.disabled = false;
});
