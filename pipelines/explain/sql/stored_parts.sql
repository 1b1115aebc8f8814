-- One row per application and feature, as stored: applications ascending, features in one order.
select cast(contribution as float) as contribution
from contributions
