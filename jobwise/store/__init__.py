"""Everything that is kept: tables, repositories, the unit of work and the migrations."""
