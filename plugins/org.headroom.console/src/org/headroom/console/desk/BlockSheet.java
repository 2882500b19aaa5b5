package org.headroom.console.desk;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;
import org.headroom.model.money.EthAddress;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.Entry;
import org.headroom.ui.parts.Sheet;

/** Asks before a renter is blocked, says what that means, and takes the reason. UI thread. */
final class BlockSheet extends Sheet {
    private static final int LONGEST = 200;
    private static final int FIELD_TOP = 140;
    private static final String MEANING =
            "Their orders and offers are not read any more, and nothing of theirs is bid for. "
                    + "A lease of theirs that runs goes on to its end and is paid. Only this rig knows of it.";

    private final Services services;
    private final EthAddress party;
    private final Entry why;

    BlockSheet(Shell parent, Services services, EthAddress party) {
        super(parent, "Block a renter", 500, 262);
        this.services = services;
        this.party = party;
        why = new Entry(shell(), "Why, for yourself", "", 200);
        why.text().setTextLimit(LONGEST);
        why.text().addListener(SWT.DefaultSelection, e -> press());
        why.moveAbove(null);
        shell().addListener(SWT.Resize, e -> place());
        buttons("Block", true, Role.SICK, "Cancel");
    }

    private void place() {
        Rectangle area = shell().getClientArea();
        why.setBounds(22, FIELD_TOP, area.width - 44, 28);
    }

    @Override
    public void open() {
        place();
        super.open();
        why.text().setFocus();
    }

    @Override
    protected void yes() {
        String reason = why.text().getText().strip();
        close();
        BlockMenu.write("Blocking " + party.brief(), services, b -> b.block(party, reason));
    }

    @Override
    protected int paint(GC gc, Look look, Rectangle area) {
        gc.setFont(look.font(Look.Size.LARGE, true));
        gc.setForeground(look.color(Role.TEXT));
        gc.drawText("Block " + party.brief() + "?", area.x, area.y, SWT.DRAW_TRANSPARENT);
        gc.setFont(look.font(Look.Size.TEXT, false));
        gc.setForeground(look.color(Role.SECONDARY));
        int y = area.y + 30;
        for (String line : EmptyPicture.wrap(gc, look, MEANING, area.width)) {
            gc.drawText(line, area.x, y, SWT.DRAW_TRANSPARENT);
            y += 20;
        }
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.drawText("Reason, kept on this rig; may stay empty", area.x, FIELD_TOP - 20, SWT.DRAW_TRANSPARENT);
        return FIELD_TOP + 28;
    }
}
