import { Dialog } from '../views/ui/Dialog';
import { isOffered, shortcuts } from './keyboard';

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" testId="help-dialog" onClose={onClose}>
      <table class="shortcuts">
        <tbody>
          {shortcuts.filter(isOffered).map((shortcut) => (
            <tr key={shortcut.keys}>
              <th scope="row">
                {shortcut.keys.split(' ').map((k) => (
                  <kbd key={k}>{k}</kbd>
                ))}
              </th>
              <td>{shortcut.label}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <kbd>←</kbd> <kbd>→</kbd> <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd>
            </th>
            <td>Move and zoom the map or the network that has the focus</td>
          </tr>
        </tbody>
      </table>
      <p class="hint">Drag over the loss to zoom in; double-click to see everything again.</p>
    </Dialog>
  );
}
