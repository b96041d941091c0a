import './styles.css';
import { render } from 'preact';
import { defined } from './base/assert';
import { App } from './page/App';
import { listenToKeys } from './page/keyboard';
import { syncUrl } from './page/url';
import { followAccess } from './store/access';
import { followAddress } from './store/current';
import { keepSignedIn } from './store/renewal';
import { followSystem } from './store/system';

syncUrl();
followAccess();
keepSignedIn();
followAddress();
followSystem();
listenToKeys();
render(<App />, defined(document.getElementById('app'), '#app'));
