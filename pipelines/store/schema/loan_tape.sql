-- One row per loan of an imported loan tape: what its file says of the loan on the book's as-of date.
-- The status is in the tape's own word, the standing in ours; a late loan is late_from to late_to days
-- past due. Principal less what is paid and charged off of it is the balance, to the cent.
create table loan_tape (
    loan_id              varchar not null,
    borrower_id          varchar not null,
    industry             varchar,
    country              varchar,
    region               varchar,
    supplier_id          varchar,
    issued_on            date    not null,
    principal_cents      bigint  not null check (principal_cents > 0),
    term_months          integer not null check (term_months > 0),
    annual_rate          double  not null check (annual_rate >= 0),
    instalment_cents     bigint  check (instalment_cents > 0),
    status               varchar not null,
    standing             varchar not null
        check (standing in ('current', 'late', 'paid', 'charged off')),
    late_from            integer check (late_from > 0),
    late_to              integer check (late_to >= late_from),
    balance_cents        bigint  not null check (balance_cents >= 0),
    paid_principal_cents bigint  not null check (paid_principal_cents >= 0),
    paid_interest_cents  bigint  not null check (paid_interest_cents >= 0),
    paid_fee_cents       bigint  not null check (paid_fee_cents >= 0),
    charged_off_cents    bigint  not null check (charged_off_cents >= 0),
    recovered_cents      bigint  not null check (recovered_cents >= 0),
    last_paid_on         date,
    charged_off_on       date,
    import_id            integer not null,
    check ((standing = 'late') = (late_from is not null)),
    check (
        principal_cents - paid_principal_cents - charged_off_cents = balance_cents
    )
);
