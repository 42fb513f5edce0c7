"""Section headings that applicant systems know, in each language."""

HEADINGS = {
    "en": {
        "summary": "Summary", "work": "Experience", "education": "Education", "skills": "Skills",
        "projects": "Projects", "certificates": "Certificates", "volunteer": "Volunteering",
        "publications": "Publications", "awards": "Awards", "languages": "Languages",
        "interests": "Interests",
    },
    "fr": {
        "summary": "Profil", "work": "Expérience professionnelle", "education": "Formation",
        "skills": "Compétences", "projects": "Projets", "certificates": "Certifications",
        "volunteer": "Bénévolat", "publications": "Publications", "awards": "Distinctions",
        "languages": "Langues", "interests": "Centres d’intérêt",
    },
    "de": {
        "summary": "Profil", "work": "Berufserfahrung", "education": "Ausbildung", "skills": "Kenntnisse",
        "projects": "Projekte", "certificates": "Zertifikate", "volunteer": "Ehrenamt",
        "publications": "Veröffentlichungen", "awards": "Auszeichnungen", "languages": "Sprachen",
        "interests": "Interessen",
    },
    "es": {
        "summary": "Perfil", "work": "Experiencia profesional", "education": "Formación",
        "skills": "Competencias", "projects": "Proyectos", "certificates": "Certificados",
        "volunteer": "Voluntariado", "publications": "Publicaciones", "awards": "Premios",
        "languages": "Idiomas", "interests": "Intereses",
    },
}  # fmt: skip


def headings_in(language: str) -> dict[str, str]:
    """Section -> heading that applicant systems know, English where there are none of its own."""
    return HEADINGS.get(language, HEADINGS["en"])
