package e2e

import "testing"

// An employer is kept in view and met again with a new role: what happened
// there stands beside the form before it is added, and on the new application.
func TestPeople_watchedEmployerIsMetAgain(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/people")
	watch := `form[action="/watch"]`
	b.eval(`(f, day) => { const e = document.querySelector(f).elements; e.employer.value = 'Corvane'; e.reason.value = 'The panel was kind; they grow in spring.'; e.next_on.value = day; return '' }`, watch, "2027-01-11")
	b.click("button", "Keep it in view")
	b.sees("Corvane", "The panel was kind", "11 Jan 2027")
	b.passes("people with a new watch")
	b.open("/add")
	b.fill("textbox", "Employer", "Corvane")
	b.fill("textbox", "Role", "Staff Engineer, Search")
	b.click("button", "What do I know about this employer?")
	b.sees("You know Corvane.", "Backend Engineer", "You keep it in view.", "A different role may follow any time.")
	b.passes("the guard")
	b.click("button", "Add application")
	b.sees("Staff Engineer, Search", "Also at Corvane")
	b.open("/people")
	b.sees("Corvane", "The panel was kind")
	b.eval(`() => { [...document.querySelectorAll('#watch .mt3')].find(e => e.innerText.includes('Corvane')).querySelector('button').click(); return '' }`)
	b.lacks("The panel was kind")
}
