select
    items.programme_code,
    items.instrument_code,
    instruments.instrument_type,
    items.item_code,
    items.item_kind,
    items.top2_low,
    items.top2_high,
    items.is_in_index
from {{ source('reference', 'item') }} as items
inner join {{ source('reference', 'instrument') }} as instruments
    on
        items.programme_code = instruments.programme_code
        and items.instrument_code = instruments.instrument_code
