"""The pages as people have them: in a real Chromium, each shown with something on it, judged and pressed."""
