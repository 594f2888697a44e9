-- wrk: files the dossier BODY, each time as another of the citizens whose tokens stand in TOKENS. Anything but 201 is counted apart by wrk.
local tokens, body, n = {}, os.getenv("BODY"), 0
for token in os.getenv("TOKENS"):gmatch("[^,]+") do tokens[#tokens + 1] = token end
request = function()
	n = n % #tokens + 1
	return wrk.format("POST", "/api/v1/my/dossiers", {["Authorization"] = "Bearer " .. tokens[n], ["Content-Type"] = "application/json"}, body)
end
