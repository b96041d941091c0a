import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { Icon } from '../ui/Icon';
import type { SignInField } from './signInForm';
import { SignInForm } from './signInForm';

/** Name and password, or a token; and what went wrong with them. */
export function SignIn() {
  const form = useMemo(() => new SignInForm(), []);
  const element = useRef<HTMLFormElement>(null);
  const way = form.way.value;
  const isBlocked = form.secondsToWait.value > 0;
  useEffect(() => {
    const timer = window.setInterval(() => form.tick(), 250);
    return () => window.clearInterval(timer);
  }, []);
  // Where typing goes on: the first empty field.
  useEffect(() => focusOn(element.current, way === 'token' ? 'token' : form.name.peek() === '' ? 'name' : 'password'), [way]);

  const send = async () => {
    if (!(await form.send())) {
      focusOn(element.current, form.wrong.value);
    }
  };
  return (
    <form
      ref={element}
      class="sign-in"
      data-testid="sign-in"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      {way === 'token' ? (
        <Secret form={form} field="token" label="Token" autoComplete="off" />
      ) : (
        <>
          <Name form={form} />
          <Secret form={form} field="password" label="Password" autoComplete="current-password" />
        </>
      )}
      <p class="sign-in-failure" role="alert" id="sign-in-failure" data-testid="sign-in-failure">
        {form.failure.value}
        {isBlocked ? ` Again in ${form.secondsToWait.value} s.` : null}
        {form.blockedUntil.value > 0 && !isBlocked && form.failure.value !== null ? ' You can try again now.' : null}
      </p>
      <button
        type="submit"
        class="button button-primary button-large"
        data-testid="sign-in-send"
        disabled={isBlocked}
        aria-busy={form.isSending.value}
      >
        Sign in
      </button>
      <button type="button" class="link" data-testid="sign-in-way" onClick={() => form.choose(way === 'token' ? 'password' : 'token')}>
        {way === 'token' ? 'Use name and password' : 'Use a token instead'}
      </button>
    </form>
  );
}

function Name({ form }: { form: SignInForm }) {
  const id = useId();
  return (
    <div class="field" data-invalid={form.wrong.value === 'name'}>
      <label for={id}>Name</label>
      <input
        id={id}
        type="text"
        name="name"
        data-testid="sign-in-name"
        autoComplete="username"
        autoCapitalize="none"
        spellcheck={false}
        aria-invalid={form.wrong.value === 'name'}
        aria-describedby="sign-in-failure"
        value={form.name.value}
        onInput={(e) => {
          form.name.value = e.currentTarget.value;
          form.clear();
        }}
      />
    </div>
  );
}

/** Not shown while it is typed, unless wanted. */
function Secret({
  form,
  field,
  label,
  autoComplete,
}: {
  form: SignInForm;
  field: 'password' | 'token';
  label: string;
  autoComplete: string;
}) {
  const id = useId();
  const isShown = useSignal(false);
  return (
    <div class="field" data-invalid={form.wrong.value === field}>
      <label for={id}>{label}</label>
      <div class="secret">
        <input
          id={id}
          type={isShown.value ? 'text' : 'password'}
          name={field}
          data-testid={`sign-in-${field}`}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellcheck={false}
          aria-invalid={form.wrong.value === field}
          aria-describedby="sign-in-failure"
          value={form[field].value}
          onInput={(e) => {
            form[field].value = e.currentTarget.value;
            form.clear();
          }}
        />
        <button
          type="button"
          class="icon-button"
          aria-pressed={isShown.value}
          aria-label={`Show the ${field}`}
          data-tip={isShown.value ? 'Hide' : 'Show'}
          onClick={() => (isShown.value = !isShown.value)}
        >
          <Icon name="eye" />
        </button>
      </div>
    </div>
  );
}

function focusOn(form: HTMLFormElement | null, field: SignInField | null): void {
  const input = field === null ? null : form?.elements.namedItem(field);
  if (input instanceof HTMLInputElement) {
    input.focus();
    input.select();
  }
}
