"""Which posts are training, whose time counts as no years of work."""

import datetime as dt

import pytest

from jobwise.domain.profile import Profile, Work
from jobwise.matching.credentials import months_worked
from jobwise.matching.training import is_training
from jobwise.pipeline.summary import years_of_work

TRAINING = (
    "Apprentice Electrician|Electrical apprentice|Marketing Intern|Graduate Trainee|Student Nurse"
    "|Data analyst intern (summer)|Auszubildender Elektroniker|Azubi Koch|Ausbildung zur Köchin"
    "|Schülerpraktikant Haustechnik|Praktikum|Volontärin|Apprenti boulanger|Stagiaire en marketing"
    "|Développeur en alternance|Stage de fin d’études|Aprendiz de carpintero|Becaria|Alumno en prácticas"
)
WORK = (
    "Apprentice Supervisor|Intern Coordinator|Training Manager|Stage Manager|Internal auditor|Nurse"
    "|Ausbildungsleiter|Ausbilder|Praktikumskoordinator|Leiter Ausbildung|Maître d’apprentissage"
    "|Responsable des stagiaires|Coordinador de prácticas|Student Services Officer"
)


@pytest.mark.parametrize("position", TRAINING.split("|"))
def test_a_post_in_which_a_trade_is_learned_is_training(position: str) -> None:
    assert is_training(position)


@pytest.mark.parametrize("position", WORK.split("|"))
def test_who_trains_others_is_at_work(position: str) -> None:
    assert not is_training(position)


def test_the_time_of_an_apprenticeship_is_no_experience() -> None:
    learned = Work(fact_id="a", position="Apprentice Baker", start_date="2015-01", end_date="2017-12")
    worked = Work(fact_id="b", position="Baker", start_date="2018-01", end_date="2020-12")
    profile, day = Profile(work=(worked, learned)), dt.date(2026, 11, 25)
    assert (months_worked(profile, day), years_of_work(profile, day)) == (36, 3)
