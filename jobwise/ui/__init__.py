"""What the pages share: who acts, figures, parts of screens. The only package that knows Streamlit."""
