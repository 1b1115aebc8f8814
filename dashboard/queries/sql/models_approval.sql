-- One row: the share of the offers that lend, null without offers.
select avg((decision in ('approve', 'counter-offer'))::int) as share from offers
