import { isEntered, mustSignIn } from '../store/access';
import { current } from '../store/current';
import { mayChange } from '../store/permission';
import { settings } from '../store/settings';
import { RunList } from '../views/runs/RunList';
import { later } from '../views/ui/Later';
import { Entrance } from './Entrance';
import { Notices } from './Notices';
import { SignInAgain } from './SignInAgain';
import { TopBar } from './TopBar';

const RunPage = later(async () => (await import('./RunPage')).RunPage);
const NewRun = later(async () => (await import('../views/runs/NewRun')).NewRun);
const RunOptions = later(async () => (await import('../views/runs/RunOptions')).RunOptions);
const Help = later(async () => (await import('./Help')).Help);

export function App() {
  if (!isEntered.value) {
    return <Entrance />;
  }
  const session = current.value;
  const close = () => (settings.dialog.signal.value = '');
  const dialog = settings.dialog.signal.value;
  return (
    <>
      <TopBar />
      <main id="main">{session === null ? <RunList /> : <RunPage key={session.id} session={session} />}</main>
      {dialog === 'new' && mayChange() ? <NewRun onClose={close} /> : null}
      {dialog === 'help' ? <Help onClose={close} /> : null}
      {dialog === 'options' && session !== null ? <RunOptions session={session} onClose={close} /> : null}
      <Notices />
      {mustSignIn.value ? <SignInAgain /> : null}
    </>
  );
}
