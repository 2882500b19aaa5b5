package org.headroom.ui.parts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;
import org.headroom.model.VisibleText;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** Asks before something that cannot be undone, and says what it means. UI thread. */
public final class Ask extends Sheet {
    private final String question;
    private final String meaning;
    private Runnable action = () -> {};

    public Ask(Shell parent, String question, String meaning, String yesText, Role role) {
        super(parent, "Headroom", 480, 210);
        this.question = VisibleText.line(question);
        this.meaning = meaning;
        buttons(yesText, true, role, "Cancel");
    }

    public void onYes(Runnable newAction) {
        action = newAction;
    }

    @Override
    protected void yes() {
        close();
        action.run();
    }

    @Override
    protected int paint(GC gc, Look look, Rectangle area) {
        gc.setFont(look.font(Look.Size.LARGE, true));
        gc.setForeground(look.color(Role.TEXT));
        gc.drawText(question, area.x, area.y, SWT.DRAW_TRANSPARENT);
        gc.setFont(look.font(Look.Size.TEXT, false));
        gc.setForeground(look.color(Role.SECONDARY));
        int y = area.y + 32;
        for (String line : EmptyPicture.wrap(gc, look, meaning, area.width)) {
            gc.drawText(line, area.x, y, SWT.DRAW_TRANSPARENT);
            y += 20;
        }
        return y;
    }
}
