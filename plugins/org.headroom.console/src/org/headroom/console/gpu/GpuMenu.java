package org.headroom.console.gpu;

import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** The menu of the charts. UI thread. */
final class GpuMenu {
    private GpuMenu() {}

    /** Lives until it is closed. */
    static Menu of(Control over, GpuSetup setup, Consumer<GpuSetup> set, GpuExport export) {
        Menu menu = new Menu(over);
        menu.addListener(
                SWT.Hide,
                // The choice is told after the menu is hidden.
                e -> over.getDisplay().asyncExec(menu::dispose));
        check(menu, SWT.RADIO, "One GPU", !setup.many(), () -> set.accept(setup.many(false)));
        check(menu, SWT.RADIO, "All GPUs side by side", setup.many(), () -> set.accept(setup.many(true)));
        new MenuItem(menu, SWT.SEPARATOR);
        for (Panel panel : Panel.values()) {
            if (setup.many())
                check(menu, SWT.RADIO, panel.title(), panel == setup.by(), () -> set.accept(setup.comparedBy(panel)));
            else
                check(
                        menu,
                        SWT.CHECK,
                        words(panel),
                        setup.panels().contains(panel),
                        () -> set.accept(setup.toggled(panel)));
        }
        new MenuItem(menu, SWT.SEPARATOR);
        item(menu, SWT.PUSH, "Copy picture\tCtrl+C", export::copy);
        item(menu, SWT.PUSH, "Save picture…", export::savePicture);
        MenuItem values = item(menu, SWT.PUSH, "Save values…", export::saveValues);
        values.setEnabled(!setup.many());
        return menu;
    }

    private static String words(Panel panel) {
        return panel == Panel.TEMPERATURE ? "Temperature (core, memory, hotspot)" : panel.title();
    }

    private static MenuItem item(Menu menu, int style, String text, Runnable action) {
        MenuItem item = new MenuItem(menu, style);
        item.setText(text);
        item.addListener(SWT.Selection, e -> action.run());
        return item;
    }

    private static void check(Menu menu, int style, String text, boolean on, Runnable action) {
        MenuItem item = new MenuItem(menu, style);
        item.setText(text);
        item.setSelection(on);
        item.addListener(SWT.Selection, e -> {
            // A radio item that is left tells it too.
            if (style == SWT.CHECK || item.getSelection() && !on) action.run();
        });
    }
}
