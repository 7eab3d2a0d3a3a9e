"""Which records of a batch point to which: what goes has to go before what it points to."""

from django.apps import apps

from wksbm.spreadsheets.models import ImportBatch


def touched_models(batch: ImportBatch) -> list:
    """The models of the batch's records, those that point to others before those."""
    labels = set(batch.rows.order_by().values_list("label", flat=True).distinct())
    models = [apps.get_model(label) for label in labels]
    ordered = []
    while models:
        # Whoever is pointed to by none of the others that are left may go next.
        free = [model for model in models if not any(points_to(other, model) for other in models if other is not model)]
        ordered += sorted(free or models, key=lambda model: model._meta.label)
        models = [model for model in models if model not in ordered]
    return ordered


def points_to(one, other) -> bool:
    return any(field.related_model is other for field in one._meta.concrete_fields if field.is_relation)


def pointing_to(model) -> list:
    """The keys of other tables to this one, also those that no name leads back along; history holds on to nothing."""
    fields = model._meta.get_fields(include_hidden=True)
    keys = (field for field in fields if (field.one_to_many or field.one_to_one) and field.auto_created)
    return [key for key in keys if not key.concrete and "historical" not in key.related_model.__name__.lower()]
