import { useEffect } from 'preact/hooks';
import { access, accessProblem, lookAgain, mustSignIn } from '../store/access';
import { CascadeFigure } from '../views/access/CascadeFigure';
import { SignIn } from '../views/access/SignIn';
import { ThemeButton } from './ThemeButton';

/** What is seen until somebody has been let in: nothing at first, so that nothing flashes where nobody has to sign in. */
export function Entrance() {
  useEffect(() => {
    if (mustSignIn.value) {
      document.title = 'Sign in · Canopy';
    }
    return () => (document.title = 'Canopy');
  }, [mustSignIn.value]);
  if (access.value !== null) {
    return <SignInPage />;
  }
  return (
    <main id="main">
      {accessProblem.value === null ? (
        <p class="placeholder page-note entrance-note">Asking the server …</p>
      ) : (
        <div class="welcome" role="alert" data-testid="server-away">
          <h1>The server cannot be reached</h1>
          <p>{accessProblem.value} This page keeps trying.</p>
          <button type="button" class="button" onClick={() => void lookAgain()}>
            Try now
          </button>
        </div>
      )}
    </main>
  );
}

function SignInPage() {
  return (
    <main id="main" class="entrance" data-testid="entrance">
      <div class="entrance-tools">
        <ThemeButton />
      </div>
      <div class="entrance-card">
        <div class="entrance-picture">
          <CascadeFigure />
          <p>Watch a network grow.</p>
        </div>
        <div class="entrance-form">
          <p class="entrance-brand">
            <img src="/icon.svg" width="26" height="26" alt="" />
            Canopy
          </p>
          <h1>Sign in</h1>
          <SignIn />
          <p class="hint">No account? Ask whoever runs this installation.</p>
        </div>
      </div>
    </main>
  );
}
