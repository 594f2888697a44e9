-- wrk: files the dossier BODY, each time as another of the citizens whose tokens stand in TOKENS and, when there are UNITS, to another of
-- them. Anything but 201 is counted apart by wrk.
local tokens, bodies, n = {}, {}, 0
for token in os.getenv("TOKENS"):gmatch("[^,]+") do tokens[#tokens + 1] = token end
for unit in (os.getenv("UNITS") or ""):gmatch("[^,]+") do
	bodies[#bodies + 1] = (os.getenv("BODY"):gsub('"receiving_unit":%d+', '"receiving_unit":' .. unit))
end
if #bodies == 0 then bodies[1] = os.getenv("BODY") end
request = function()
	n = n + 1
	return wrk.format("POST", "/api/v1/my/dossiers", {["Authorization"] = "Bearer " .. tokens[n % #tokens + 1], ["Content-Type"] = "application/json"},
		bodies[n % #bodies + 1])
end
