package org.headroom.market.sdl;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService.Price;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlList;
import org.headroom.market.yaml.YamlNode.YamlMap;

/** Where services go, and what may be paid for each profile there. */
final class SdlPlacement {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,40}(?:\\.[0-9]{1,18})?|\\.[0-9]{1,18}");
    /** Numbers to YAML, though not to Akash: 1e3, +5, 1. */
    private static final Pattern LENIENT =
            Pattern.compile("\\+?([0-9]{1,40}\\.?|[0-9]{0,40}\\.[0-9]{1,18})([eE][+-]?[0-9]{1,2})?");

    private static final int MOST_DECIMALS = 18;
    private static final Pattern DENOMINATION = Pattern.compile("uakt|uact|ibc/[0-9A-Fa-f]{1,128}");

    private final String name;
    private final YamlMap pricing;

    private SdlPlacement(String name, YamlMap pricing) {
        this.name = name;
        this.pricing = pricing;
    }

    static SdlPlacement read(YamlMap placements, YamlNode.Entry named, JobFileWarnings warnings)
            throws UnusableJobFile {
        YamlNode.Entry found = placements.entries().get(named.name());
        if (found == null)
            throw Expected.wrong(named.key(), "deployment", "the name of a placement under profiles.placement");
        String what = "profiles.placement." + named.name();
        YamlMap map = Expected.map(found.value(), what);
        for (YamlNode.Entry entry : map.all()) {
            switch (entry.name()) {
                case "pricing" -> {}
                case "attributes" -> {
                    if (!entry.value().absent())
                        warnings.add(entry.line(), what + ".attributes: attributes of Akash's providers, ignored");
                }
                case "signedBy" -> {
                    if (!entry.value().absent())
                        warnings.add(entry.line(), what + ".signedBy: auditors of Akash's providers, ignored");
                }
                case "verification" ->
                    warnings.add(
                            entry.line(),
                            what + ".verification: what Akash's auditors attest to its providers, ignored");
                default -> warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
            }
        }
        YamlNode pricing = Expected.required(map, "pricing", what, "a price for each profile");
        return new SdlPlacement(what, Expected.map(pricing, what + ".pricing"));
    }

    Price price(String profile, YamlNode named, JobFileWarnings warnings) throws UnusableJobFile {
        String what = name + ".pricing." + profile;
        Optional<YamlNode> found = pricing.get(profile);
        if (found.isEmpty())
            throw new UnusableJobFile(
                    pricing.line(),
                    pricing.column(),
                    what + ": expected a price for the profile that line " + named.line() + " names, found nothing");
        YamlMap price = Expected.map(single(found.get(), what, warnings), what);
        for (YamlNode.Entry entry : price.all()) {
            if (!entry.name().equals("denom") && !entry.name().equals("amount"))
                warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
        }
        YamlNode denomination = Expected.required(price, "denom", what, "uakt, uact or ibc/…");
        String denom = Expected.text(denomination, what + ".denom").text().strip();
        if (!DENOMINATION.matcher(denom).matches())
            throw Expected.wrong(denomination, what + ".denom", "uakt, uact or ibc/…");
        if (denom.startsWith("ibc/"))
            warnings.add(denomination.line(), what + ".denom: Akash no longer takes prices in " + denomination.kind());
        YamlNode amount = Expected.required(price, "amount", what, "a number above 0");
        return new Price(denom, amount(amount, what + ".amount", warnings));
    }

    private static String amount(YamlNode node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        String expected = "a number above 0, with at most " + MOST_DECIMALS + " digits behind the point";
        String written = Expected.text(node, what).text().strip();
        boolean exact = AMOUNT.matcher(written).matches();
        if (!exact && !LENIENT.matcher(written).matches()) throw Expected.wrong(node, what, expected);
        BigDecimal value = new BigDecimal(written);
        if (value.signum() == 0 || value.stripTrailingZeros().scale() > MOST_DECIMALS)
            throw Expected.wrong(node, what, expected);
        if (!exact)
            warnings.add(
                    node.line(), what + ": " + node.kind() + " is taken for " + plain(value) + ", as Akash writes it");
        return plain(value);
    }

    private YamlNode single(YamlNode found, String what, JobFileWarnings warnings) {
        if (!(found instanceof YamlList list) || list.items().isEmpty()) return found;
        List<YamlNode> prices = list.items();
        if (prices.size() > 1)
            warnings.add(found.line(), what + ": only the first of " + prices.size() + " prices is read");
        return prices.getFirst();
    }

    private static String plain(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return (shortest.scale() < 0 ? shortest.setScale(0) : shortest).toPlainString();
    }
}
