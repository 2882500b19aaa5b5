package org.headroom.model.bidding;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.headroom.model.money.Usdc;

/**
 * The price of electricity by the time of the week, in USDC a kilowatt-hour. The first band that holds a moment counts.
 *
 * @param perKilowattHour where no band says otherwise
 */
public record Tariff(ZoneId zone, Usdc perKilowattHour, List<Band> bands) {
    /** From {@code from} until before {@code to}, over midnight where {@code to} is not later; equal: the whole day. */
    public record Band(Set<DayOfWeek> days, LocalTime from, LocalTime to, Usdc perKilowattHour) {
        public Band {
            days = Set.copyOf(days);
        }

        /** A band over midnight belongs to the day on which it begins. */
        boolean holds(ZonedDateTime at) {
            LocalTime time = at.toLocalTime();
            if (from.isBefore(to)) return days.contains(at.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
            return !time.isBefore(from) && days.contains(at.getDayOfWeek())
                    || time.isBefore(to) && days.contains(at.getDayOfWeek().minus(1));
        }
    }

    public Tariff {
        bands = List.copyOf(bands);
    }

    public static Tariff flat(ZoneId zone, Usdc perKilowattHour) {
        return new Tariff(zone, perKilowattHour, List.of());
    }

    public Usdc at(Instant moment) {
        ZonedDateTime at = moment.atZone(zone);
        return bands.stream()
                .filter(band -> band.holds(at))
                .findFirst()
                .map(Band::perKilowattHour)
                .orElse(perKilowattHour);
    }
}
