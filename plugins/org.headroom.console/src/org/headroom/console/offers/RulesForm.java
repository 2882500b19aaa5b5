package org.headroom.console.offers;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.offers.RulesDraft.Kind;
import org.headroom.model.bidding.BidRules;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.Choice;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.Form;
import org.headroom.ui.parts.PushButton;

/** The rig's rules in a form, with Save and Revert below it once something was changed. UI thread. */
final class RulesForm {
    /** Below the form: with buttons, and with a line of words only. */
    private static final int FOOT = 52;

    private static final int LOW_FOOT = 30;
    private static final int MARGIN = 14;

    private final DrawnPart body;
    private final Form form;
    private final Map<RulesField, Form.Field> fields = new EnumMap<>(RulesField.class);
    private final Choice kind;
    private final PushButton save;
    private final PushButton revert;
    private final Supplier<Optional<BidRules>> latest;
    private final Consumer<BidRules> onSave;
    private Optional<BidRules> present = Optional.empty();
    private RulesDraft draft = RulesDraft.of(BidRules.standard(org.headroom.model.money.Usdc.ZERO));
    private boolean filling;
    private boolean saving;
    private String said = "";
    private Role saidIn = Role.SECONDARY;

    /**
     * @param latest the rules that a save starts from, with what was asked for elsewhere and is not in force yet
     * @param onSave told what a person wants from now on; {@link #saved} and {@link #refused} answer it
     */
    RulesForm(Composite parent, Supplier<Optional<BidRules>> latest, Consumer<BidRules> onSave) {
        this.latest = latest;
        this.onSave = onSave;
        body = new DrawnPart(parent, Role.CONTENT, this::paint);
        form = new Form(body);
        form.heading("The rig's rules");
        kind = form.choice(
                "Prices are",
                Arrays.stream(Kind.values()).map(Kind::label).toList(),
                0,
                i -> edited(draft.with(Kind.values()[i])));
        for (RulesField f : RulesField.values()) {
            if (f == RulesField.FLOOR) form.heading("Limits");
            if (f == RulesField.TARIFF) form.heading("Electricity");
            Form.Field field = switch (f) {
                case BANDS -> form.lines(f.label(), f.tip(), 3);
                case PROGRAM, NETWORKS -> form.wide(f.label(), f.tip());
                default -> form.text(f.label(), f.tip());
            };
            fields.put(f, field);
        }
        form.onChange(this::typed);
        save = new PushButton(body, Role.CONTENT);
        save.look("Save", PushButton.Style.FILLED, Role.ACCENT, false);
        save.addListener(SWT.Selection, e -> save());
        revert = new PushButton(body, Role.CONTENT);
        revert.look("Revert", PushButton.Style.OUTLINED, Role.TEXT, false);
        revert.addListener(SWT.Selection, e -> present.ifPresent(this::fill));
        body.addListener(SWT.Resize, e -> arrange());
        show();
    }

    Control control() {
        return body;
    }

    /** The rules that are in force. What a person is changing stays as it is. */
    void rules(BidRules rules) {
        if (present.filter(rules::equals).isPresent()) return;
        boolean untouched = !changed();
        present = Optional.of(rules);
        if (untouched) fill(rules);
        else show();
    }

    private void fill(BidRules rules) {
        filling = true;
        present = Optional.of(rules);
        draft = RulesDraft.of(rules);
        fields.forEach((f, field) -> field.text(draft.text(f)));
        kind.choose(draft.kind().ordinal());
        filling = false;
        said = "";
        show();
    }

    private boolean changed() {
        return present.filter(p -> !RulesDraft.of(p).equals(draft)
                        && draft.read(p).rules().filter(p::equals).isEmpty())
                .isPresent();
    }

    private void typed() {
        if (filling) return;
        RulesDraft next = draft;
        for (RulesField f : RulesField.values())
            next = next.with(f, fields.get(f).text().replace("\r", ""));
        edited(next);
    }

    private void edited(RulesDraft next) {
        if (filling || next.equals(draft)) return;
        draft = next;
        said = "";
        show();
    }

    private void show() {
        Map<RulesField, String> faults =
                present.map(p -> draft.read(p).faults()).orElse(Map.of());
        fields.forEach((f, field) -> {
            field.shown(draft.shows(f));
            field.fault(draft.shows(f) ? faults.getOrDefault(f, "") : "");
        });
        boolean changed = changed();
        save.setEnabled(changed && faults.isEmpty() && !saving);
        save.setVisible(changed || saving);
        revert.setVisible(changed && !saving);
        arrange();
        body.redraw();
    }

    private void save() {
        if (saving) return;
        Optional<BidRules> wanted =
                latest.get().or(() -> present).flatMap(p -> draft.read(p).rules());
        if (wanted.isEmpty()) return;
        saving = true;
        said = "Saving…";
        saidIn = Role.SECONDARY;
        show();
        onSave.accept(wanted.get());
    }

    /** The rules were taken. */
    void saved(BidRules rules) {
        saving = false;
        fill(rules);
        said = "Saved. Open offers are updated.";
        saidIn = Role.SECONDARY;
        body.redraw();
    }

    /** They were not, and why; the old ones go on. */
    void refused(String why) {
        saving = false;
        said = why;
        saidIn = Role.SICK;
        show();
    }

    private int foot() {
        return save.getVisible() || revert.getVisible() ? FOOT : LOW_FOOT;
    }

    private void arrange() {
        Rectangle area = body.getClientArea();
        form.setBounds(0, 0, area.width, Math.max(0, area.height - foot()));
        int y = area.height - foot() + 10;
        int x = MARGIN;
        for (PushButton button : new PushButton[] {save, revert}) {
            if (!button.getVisible()) continue;
            int width = button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
            button.setBounds(x, y, width, 32);
            x += width + 10;
        }
    }

    private void paint(GC gc, Look look, Rectangle area) {
        int y = area.height - foot();
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(0, y, area.width, 1);
        int x = MARGIN;
        for (PushButton button : new PushButton[] {save, revert})
            if (button.getVisible()) x = Math.max(x, button.getBounds().x + button.getBounds().width + 12);
        String words =
                said.isEmpty() && !save.getVisible() ? "Changes take effect at once. Open offers are updated." : said;
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(said.isEmpty() ? Role.SECONDARY : saidIn));
        int line = y + (foot() == FOOT ? 10 : -1);
        var lines = EmptyPicture.wrap(gc, look, words, Math.max(60, area.width - x - MARGIN));
        if (lines.size() == 1) line += 8;
        for (String l : lines.subList(0, Math.min(2, lines.size()))) {
            gc.drawText(l, x, line, SWT.DRAW_TRANSPARENT);
            line += 16;
        }
    }

    /** For tests. */
    Form.Field field(RulesField f) {
        return java.util.Objects.requireNonNull(fields.get(f));
    }
}
