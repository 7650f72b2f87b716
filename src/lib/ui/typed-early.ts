type Control = HTMLInputElement | HTMLTextAreaElement;
type Name = 'checked' | 'value';

/** What a person made of a control whose page has no scripts yet; null where nobody touched it. */
function touched(control: Control): [Name, boolean | string] | null {
  if (control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type))
    return control.checked === control.defaultChecked ? null : ['checked', control.checked];
  if (['hidden', 'file'].includes(control.type)) return null;
  return control.value === control.defaultValue ? null : ['value', control.value];
}

/**
 * Whoever has a slow line writes before the scripts have come, and when Svelte takes the page over it gives text,
 * boxes and buttons the server's value: what was written would be gone. (What is chosen of a list it leaves alone.)
 * Called before that, this keeps it; the function it answers puts it back and tells the page as typing would.
 */
export function keepTyped(root: ParentNode): () => void {
  const kept = [...root.querySelectorAll<Control>('input, textarea')].map(
    (control) => [control, touched(control)] as const
  );
  return () => {
    for (const [control, typed] of kept) {
      if (!typed) continue;
      const [name, value] = typed;
      if (Reflect.get(control, name) === value) continue;
      Reflect.set(control, name, value);
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
  };
}
