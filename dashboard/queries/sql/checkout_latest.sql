-- A merchant's newest decisions at the checkout, whoever asked, and what has become of their offers by :now.
with newest as (
    select decision_id, client_id, decided_at, requested_cents, decision, offer_digest, offered_cents, valid_until
    from checkout_decisions
    where merchant_id = :merchant_id
    order by decision_id desc
    limit :most
),

offers as (
    select
        newest.*,
        coalesce(checkout_clients.name, :page) as client,
        (select count(*) from checkout_events as events
            where events.decision_id = newest.decision_id and events.kind = 'accepted') as accepted,
        (select coalesce(sum(events.amount_cents), 0) from checkout_events as events
            where events.decision_id = newest.decision_id and events.kind <> 'accepted') as refunded_cents
    from newest
    left join checkout_clients on checkout_clients.client_id = newest.client_id
)

select
    decision_id,
    decided_at,
    client,
    requested_cents,
    decision,
    case when offer_digest is not null then offered_cents end as offered_cents,
    case
        when offer_digest is null then 'Nothing offered'
        when accepted = 0 and valid_until < :now then 'Expired'
        when accepted = 0 then 'Open'
        when refunded_cents = 0 then 'Accepted'
        when refunded_cents = offered_cents then 'Refunded in full'
        else 'Refunded in part'
    end as became
from offers
order by decision_id desc
