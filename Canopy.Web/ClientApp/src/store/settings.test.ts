import { beforeEach, describe, expect, it } from 'vitest';
import { readSettings, settings, showRun, writeSettings } from './settings';

describe('settings', () => {
  beforeEach(() => readSettings(''));

  it('writes nothing for the first view', () => {
    expect(writeSettings()).toBe('');
  });

  it('brings back any view', () => {
    settings.run.signal.value = 'a/b c';
    settings.panel.signal.value = 'boundary';
    settings.lossScale.signal.value = 'linear';
    settings.x.signal.value = 'time';
    settings.window.signal.value = 5000;
    settings.zoom.signal.value = [12.5, 1_000_000];
    settings.round.signal.value = 0;
    settings.topology.signal.value = 'matrix';
    settings.topologyView.signal.value = [2, -30.5, 14];
    settings.boundary.signal.value = 'classes';
    settings.resolution.signal.value = 400;
    settings.output.signal.value = 2;
    settings.unit.signal.value = 11;
    settings.axes.signal.value = [3, 1];
    settings.slice.signal.value = [0, -0.5, 0.25, 1e-7];
    settings.area.signal.value = [-1.25, 1, -3, 3];
    settings.points.signal.value = 'hidden';
    settings.search.signal.value = 'spirals & co';
    const query = writeSettings();

    readSettings('');
    expect(writeSettings()).toBe('');
    readSettings(`?${query}`);

    expect(writeSettings()).toBe(query);
    expect(settings.run.signal.value).toBe('a/b c');
    expect(settings.round.signal.value).toBe(0);
    expect(settings.slice.signal.value).toEqual([0, -0.5, 0.25, 1e-7]);
    expect(settings.area.signal.value).toEqual([-1.25, 1, -3, 3]);
  });

  it.each(['x=sideways', 'resolution=7', 'resolution=abc', 'zoom=1', 'area=1_2_x_4', 'round=-1', 'window=1e99', 'nonsense=1'])(
    'takes nothing from %s',
    (query) => {
      readSettings(query);

      expect(writeSettings()).toBe('');
    },
  );

  it('forgets what belonged to another run, and keeps habits', () => {
    readSettings('run=a&zoom=1_2&round=3&unit=4&area=0_1_0_1&loss=linear&resolution=200&panel=metrics');
    showRun('b');

    expect(writeSettings()).toBe('run=b&loss=linear&resolution=200');
  });
});
