import './styles.css';
import { render } from 'preact';
import { defined } from './base/assert';
import { App } from './page/App';
import { listenToKeys } from './page/keyboard';
import { syncUrl } from './page/url';
import { followAddress } from './store/current';
import { followSystem } from './store/system';

syncUrl();
followAddress();
followSystem();
listenToKeys();
render(<App />, defined(document.getElementById('app'), '#app'));
