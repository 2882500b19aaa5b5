package org.headroom.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Quantities as a person writes them on the command line. */
final class RentQuantities {
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,12})\\s*([a-zA-Z]*)");

    private RentQuantities() {}

    /** {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d}. */
    static Duration duration(String text) {
        Matcher m = NUMBER.matcher(text.strip());
        if (m.matches()) {
            long n = Long.parseLong(m.group(1));
            switch (m.group(2)) {
                case "s" -> {
                    return Duration.ofSeconds(n);
                }
                case "m" -> {
                    return Duration.ofMinutes(n);
                }
                case "h" -> {
                    return Duration.ofHours(n);
                }
                case "d" -> {
                    return Duration.ofDays(n);
                }
                default -> {}
            }
        }
        throw new TypeConversionException("'" + text + "' is not a duration: write 90s, 10m, 2h or 1d");
    }

    /** {@code 512m}, {@code 16g}: binary. */
    static ByteCount memory(String text) {
        Matcher m = NUMBER.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (m.matches()) {
            int shift = switch (m.group(2)) {
                case "k", "kib" -> 10;
                case "m", "mib" -> 20;
                case "g", "gib" -> 30;
                default -> -1;
            };
            long n = Long.parseLong(m.group(1));
            if (shift > 0 && n <= Long.MAX_VALUE >> shift) return new ByteCount(n << shift);
        }
        throw new TypeConversionException("'" + text + "' is not an amount of memory: write 512m or 16g");
    }

    static final class ToDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return duration(text);
        }
    }

    static final class ToMemory implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(String text) {
            return memory(text);
        }
    }

    static final class ToUsdc implements ITypeConverter<Usdc> {
        @Override
        public Usdc convert(String text) {
            try {
                return Usdc.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
