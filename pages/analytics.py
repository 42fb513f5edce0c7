"""Analytics: what the runs of everybody together show."""

from jobwise.services.analytics import LOOKING
from jobwise.ui.analytics_page import draw_analytics
from jobwise.ui.guard import admitted

draw_analytics(admitted(*LOOKING))
