package org.headroom.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Job files name GPUs in one word of small letters, NVIDIA's driver as they are sold: {@code rtx4090} is RTX 4090. */
final class RentGpuNames {
    private static final Pattern GEFORCE = Pattern.compile("(rtx|gtx|gt)[-_ ]?(a?[0-9]{3,4})[-_ ]?([a-z]*)");
    private static final Pattern PRO = Pattern.compile("(?:rtx)?pro6000(mq|se|we)");
    private static final Pattern PLAIN = Pattern.compile("([a-z]{1,2}[0-9]{1,4}[a-z]?)(nvl|pcie|sxm)?");

    private static final Map<String, String> ENDINGS = Map.of(
            "", "",
            "ti", " Ti",
            "s", " SUPER",
            "super", " SUPER",
            "tis", " Ti SUPER",
            "tisuper", " Ti SUPER",
            "m", " Laptop",
            "ada", " Ada",
            "sada", " SFF Ada",
            "eada", "E Ada");
    private static final Map<String, String> EDITIONS =
            Map.of("mq", "Blackwell Max-Q", "se", "Blackwell Server", "we", "Blackwell Workstation");

    private RentGpuNames() {}

    /** A part of the driver's name for it; empty for any model. What is not known stays as it is. */
    static Optional<String> part(String model) {
        String small = model.strip().toLowerCase(Locale.ROOT);
        if (small.isEmpty() || small.equals("*")) return Optional.empty();
        Matcher geforce = GEFORCE.matcher(small);
        if (geforce.matches() && ENDINGS.containsKey(geforce.group(3)))
            return Optional.of(upper(geforce.group(1)) + " " + upper(geforce.group(2)) + ENDINGS.get(geforce.group(3)));
        Matcher pro = PRO.matcher(small);
        if (pro.matches()) return Optional.of("PRO 6000 " + EDITIONS.get(pro.group(1)));
        Matcher plain = PLAIN.matcher(small);
        if (plain.matches())
            return Optional.of(upper(plain.group(1)) + (plain.group(2) == null ? "" : " " + upper(plain.group(2))));
        return Optional.of(model.strip());
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
