"""What a page says about itself: outlet, dates, writers, agencies, language."""
