"""What a person sees on the terminal. Document text is always shown as text: no markup, no control codes."""
