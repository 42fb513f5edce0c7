"""A short résumé and ad: what fits into a small model, and what tests are quick with."""

SHORT_RESUME = """# Anna Example

anna@example.org · 01632 960123 · Leeds

## Experience

**Data Analyst** — Harbour Foods (January 2021 – Present)

- Built dashboards in Power BI that 40 people read every week
- Wrote SQL queries over a warehouse of 3 million rows

## Education

BSc Statistics, University of Leeds, 2014 – 2017

## Skills

SQL, Power BI, Excel, Python
"""
SHORT_AD = """Data Analyst, Fenwick Rail

Fenwick Rail runs trains in the north of England. We are looking for a Data Analyst in Leeds.

What you need:
- Strong SQL, at least 2 years of experience
- Power BI dashboards
- A degree in statistics or a similar subject

Nice to have:
- Python
- Kubernetes
"""
